import type { SourceId, StreamDefinition, Transactions, Tx } from '#base/contracts';
import { holdContract } from '../sql/hold-contract.js';
import { insertContract } from '../sql/insert-contract.js';
import { moveContract } from '../sql/move-contract.js';
import { noteDrift } from '../sql/note-drift.js';
import type { StoredContract } from '../sql/select-contracts.js';
import { withdrawDrift } from '../sql/withdraw-drift.js';
import { acceptedShape } from './accepted-shape.js';
import { compareShapes, passes, type Difference } from './compare-shapes.js';
import { joinShapes, shapeOf, type Shape } from './shape.js';

/** So many rows of a page are looked at: their cost must not show beside reading and publishing. */
const rowsOfPage = 8;
/** A difference that stays is written down again so often. */
const tellAgainMs = 60_000;
/** After so many rows the contract is learned: what differs then is told. */
const learnedAfter = 200;

/** A row as its contract looks at it, its body encoded or not. */
export interface SampledRow {
  readonly body: string | Buffer;
  readonly operation: 'put' | 'delete';
}

/** What one stream looks like, and what the pages since the last `save` showed beside it. */
export class StreamContract {
  #version = 0;
  #sampled = 0;
  #columns: Shape | null = null;
  #changed = false;
  #lastBody: string | null = null;
  /** Whether what went away while nobody read has been withdrawn. */
  #withdrawn = false;
  readonly #toldAt = new Map<string, number>();
  readonly #found = new Map<string, Difference>();
  readonly #present = new Set<string>();

  constructor(private readonly stream: StreamDefinition) {}

  /** The contract as stored. */
  take({ version, sampled, columns }: StoredContract): void {
    if (version === this.#version) return;
    this.#version = version;
    this.#sampled = Math.max(this.#sampled, sampled);
    this.#columns = columns;
    this.#changed = false;
    this.#found.clear();
  }

  /** Looks at a few rows of a page, spread over it. A page that begins like the last one is the same look-back again. */
  look(rows: readonly SampledRow[]): void {
    const first = rows[0]?.body.toString();
    if (first === undefined || first === this.#lastBody) return;
    this.#lastBody = first;
    const step = Math.ceil(rows.length / rowsOfPage);
    const shapes = rows
      .filter((row, place) => place % step === 0 && row.operation === 'put')
      .flatMap(({ body }) => parsed(body.toString()));
    if (shapes.length === 0) return;
    this.#meet(shapes.reduce(joinShapes), shapes.length);
  }

  /** Answers false when the stored contract has moved meanwhile: a person accepted something, or another collector reads. */
  async save(database: Transactions, source: SourceId, at: Date): Promise<boolean> {
    const columns = this.#columns;
    const due = [...this.#found].filter(
      ([key]) => at.getTime() - (this.#toldAt.get(key) ?? 0) >= tellAgainMs,
    );
    const back = this.#back();
    if (columns === null || (!this.#changed && due.length === 0 && !back)) return true;
    const contract = { stream: this.stream.name, version: this.#version, sampled: this.#sampled, columns };
    const moved = await database.transaction(async (tx) => {
      if (!(await this.#store(tx, source, contract, at))) return false;
      for (const [, difference] of due) await noteDrift(tx, source, this.stream.name, difference, at);
      if (back) await withdrawDrift(tx, source, this.stream.name, [...this.#present], at);
      return true;
    });
    if (moved) {
      if (this.#changed) this.#version += 1;
      for (const [key] of due) this.#toldAt.set(key, at.getTime());
      this.#withdrawn = true;
    }
    this.#changed = false;
    this.#found.clear();
    this.#present.clear();
    return moved;
  }

  #store(tx: Tx, source: SourceId, contract: StoredContract, at: Date): Promise<boolean> {
    if (this.#version === 0) return insertContract(tx, source, contract, at);
    return this.#changed
      ? moveContract(tx, source, contract, at)
      : holdContract(tx, source, contract.stream, contract.version);
  }

  /** Whether a column that was told to be gone is here again; after a start, whether any may be. */
  #back(): boolean {
    if (this.#present.size === 0) return false;
    if (!this.#withdrawn) return true;
    const gone = [...this.#toldAt.keys()].filter((key) => {
      const [kind = '', column = ''] = key.split(' ');
      return (kind === 'missing' || kind === 'renamed') && this.#present.has(column) && !this.#found.has(key);
    });
    for (const key of gone) this.#toldAt.delete(key);
    return gone.length > 0;
  }

  #meet(seen: Shape, rows: number): void {
    const contract = this.#columns;
    for (const name of Object.keys(seen)) this.#present.add(name);
    if (contract === null) {
      this.#learn(seen, rows);
      return;
    }
    const learned = this.#sampled >= learnedAfter;
    // Every row of a table has all its columns: there a change of them is told at once. Elsewhere a field may be left out.
    const tabular = isTabular(this.stream);
    const told = compareShapes(contract, seen).filter(
      ({ kind }) => learned || (tabular && (kind === 'missing' || kind === 'renamed' || kind === 'additive')),
    );
    for (const difference of told) this.#found.set(`${difference.kind} ${difference.column}`, difference);
    const passing = told.filter(({ kind }) => passes(kind)).map((one) => (tabular ? one : optional(one)));
    if (passing.length > 0) {
      this.#columns = passing.reduce(acceptedShape, contract);
      this.#changed = true;
    }
    if (!learned) this.#learn(tabular ? known(this.#columns ?? contract, seen) : seen, rows);
  }

  /** While it learns, what a row shows of the columns it knows belongs to the contract without a word. */
  #learn(seen: Shape, rows: number): void {
    const before = this.#columns;
    const tabular = isTabular(this.stream);
    const joined = before === null ? seen : joinShapes(before, seen);
    const kept = tabular
      ? Object.entries(joined).map(([name, shape]) => [name, { ...shape, always: true }] as const)
      : Object.entries(joined);
    this.#columns = Object.fromEntries(kept);
    this.#sampled += rows;
    this.#changed = true;
  }
}

/** A field that came once may be left out again. */
function optional(difference: Difference): Difference {
  const { kind, after } = difference;
  return kind === 'additive' && after !== null
    ? { ...difference, after: { ...after, always: false } }
    : difference;
}

/** Whether every row has all columns: those of a table have, what a service or a department sends may leave some out. */
function isTabular({ mode }: StreamDefinition): boolean {
  return mode !== 'cursor' && mode !== 'push';
}

function known(contract: Shape, seen: Shape): Shape {
  return Object.fromEntries(Object.entries(seen).filter(([name]) => name in contract));
}

/** A body that is no object, or says why its row was refused, has no columns; the mapping parks it with its reason. */
function parsed(body: string): readonly Shape[] {
  try {
    const row: unknown = JSON.parse(body);
    const isRow = typeof row === 'object' && row !== null && !Array.isArray(row) && !('$refused' in row);
    return isRow ? [shapeOf({ ...row })] : [];
  } catch {
    return [];
  }
}
