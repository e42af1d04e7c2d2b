import { setTimeout as delay } from 'node:timers/promises';
import type { z } from 'zod';
import { HubError, type CheckLine, type Clock, type Transactions } from '#base/contracts';
import type { VaultSecrets } from '#base/secrets';
import type { checkBody, previewBody } from '#libs/api';
import type { SourceMove } from '#libs/intake';
import type { NotedEvidence, SourceGround } from '#libs/operating';

/** What a check found, and where it led its source; null where it was not to be noted, or found a fault. */
export interface CheckAnswer {
  readonly lines: readonly CheckLine[];
  readonly move: SourceMove | null;
}

/** A preview as evidence; `move` is null where it was not to be noted. */
export type PreviewAnswer = Omit<NotedEvidence, 'move'> & { readonly move: SourceMove | null };

/** A trial that was not begun or not waited for, and why. */
export interface Declined {
  readonly declined: 'unknown' | 'busy' | 'late';
  readonly sentence: string;
}

export interface TrialPorts {
  readonly database: Transactions;
  readonly configDir: string;
  readonly vault: VaultSecrets;
  readonly clock: Clock;
}

const mostAtOnce = 2;
/* Beyond this a check tells more by having failed than by waiting on. */
const patienceMs = 60_000;
const busy: Declined = { declined: 'busy', sentence: '正有别的检查或预览在进行，请稍候再试。' };
const tooLate: Declined = { declined: 'late', sentence: '对方系统迟迟没有应答，本次检查或预览已放弃。' };

/**
 * Checks and previews of a source by its definition in the configuration, for those who come over HTTP. Nothing is written unless it is to be
 * noted; few run at once, and one that takes too long is given up, so that a slow department holds nobody.
 */
export class SourceTrials {
  readonly #running = new Set<string>();

  constructor(private readonly ports: TrialPorts) {}

  /** Can it be read, and does the mapping fit? */
  check(id: string, { by, why, note }: z.infer<typeof checkBody>): Promise<CheckAnswer | Declined> {
    return this.#alone(id, null, async (ground) => {
      // Connectors bring their drivers: loaded when somebody asks.
      const { checkSource, noteCheck } = await import('#libs/operating');
      const lines = await checkSource(ground, this.ports.database);
      if (!note || lines.some(({ verdict }) => verdict === 'fault')) return { lines, move: null };
      const step = { by, why, at: this.ports.clock.now() };
      return {
        lines,
        move: await this.ports.database.transaction((tx) => noteCheck(tx, ground.source, step)),
      };
    });
  }

  /** What would real rows do? */
  preview(id: string, asked: z.infer<typeof previewBody>): Promise<PreviewAnswer | Declined> {
    const { database, clock } = this.ports;
    const { by, why, note, stream, rows, from } = asked;
    return this.#alone(id, stream, async (ground, signal) => {
      const { evidenceOf, noteEvidence, previewSource } = await import('#libs/operating');
      const look = { rows, stream, since: from === null ? null : new Date(from) };
      const evidence = evidenceOf(await previewSource(database, ground, look, clock, signal), by);
      if (!note) return { ...evidence, move: null };
      const at = clock.now();
      return {
        ...evidence,
        move: await database.transaction((tx) => noteEvidence(tx, evidence, { why }, at)),
      };
    });
  }

  async #alone<Answer>(
    id: string,
    stream: string | null,
    work: (ground: SourceGround, signal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer | Declined> {
    if (this.#running.has(id) || this.#running.size >= mostAtOnce) return busy;
    this.#running.add(id);
    const signal = AbortSignal.timeout(patienceMs);
    // Whoever asked is not kept waiting; the place is given back when the work has really ended.
    const ended = this.#begin(id, stream, signal, work).finally(() => this.#running.delete(id));
    const waiting = new AbortController();
    const late = delay(patienceMs, tooLate, { ref: false, signal: waiting.signal });
    try {
      return await Promise.race([ended, late.catch(() => tooLate)]);
    } finally {
      waiting.abort();
    }
  }

  async #begin<Answer>(
    id: string,
    stream: string | null,
    signal: AbortSignal,
    work: (ground: SourceGround, signal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer | Declined> {
    const { configDir, vault } = this.ports;
    const { readGround } = await import('#libs/operating');
    try {
      await vault.refresh();
      return await work(await readGround(configDir, id, vault.secret, stream), signal);
    } catch (thrown) {
      if (thrown instanceof HubError && thrown.code === 'HUB_SOURCE_INVALID')
        return { declined: 'unknown', sentence: thrown.sentence };
      throw thrown;
    }
  }
}
