import type { SourceDefinition } from '#base/contracts';
import { type Gate, noCost, type Cost } from '#base/pacing';
import type { CollectPorts } from './collect-ports.js';
import { addCost } from './sql/add-cost.js';

/** Writes down what reading costs a source, now and then; what could not be written stays and goes with the next. */
export class Bookkeeping {
  #owed: Cost = noCost;
  #pace = 1;

  constructor(
    private readonly ports: Pick<CollectPorts, 'database' | 'clock' | 'observer'>,
    private readonly source: SourceDefinition,
    private readonly gate: Gate,
  ) {}

  async write(): Promise<void> {
    const taken = this.gate.takeCost();
    this.ports.observer.cost(this.source.id, taken, this.gate.factor);
    const cost = sum(this.#owed, taken);
    const pace = this.gate.factor;
    this.#owed = noCost;
    if (cost.requests + cost.rows + cost.throttledMs === 0 && pace === this.#pace) return;
    try {
      await addCost(this.ports.database, this.source, cost, pace, this.ports.clock.now());
      this.#pace = pace;
    } catch {
      // The hub's own database is away: whoever reads it says so; the figures wait.
      this.#owed = sum(this.#owed, cost);
    }
  }
}

function sum(left: Cost, right: Cost): Cost {
  return {
    requests: left.requests + right.requests,
    rows: left.rows + right.rows,
    bytes: left.bytes + right.bytes,
    busyMs: left.busyMs + right.busyMs,
    longestMs: Math.max(left.longestMs, right.longestMs),
    throttledMs: left.throttledMs + right.throttledMs,
    slowMs: left.slowMs + right.slowMs,
    askedMs: left.askedMs + right.askedMs,
  };
}
