import type { Queryable, Tx } from '#base/contracts';
import type { Sealer } from '#base/secrets';
import { z } from 'zod';
import type { LookupDefinition } from './lookup-definition.js';
import type { Told } from './national-system.js';
import { selectAnswer } from './sql/select-answer.js';
import { upsertAnswer } from './sql/upsert-answer.js';

/** An answer that was kept, and until when it counts as fresh. */
export interface Kept {
  readonly told: Told;
  readonly askedAt: Date;
  readonly freshUntil: Date;
}

const toldSchema = z.record(z.string(), z.string().nullable());

/** Keeps answers sealed, under a keyed digest of the question: neither a key nor a row says about whom was asked. */
export class AnswerCache {
  constructor(private readonly sealer: Sealer) {}

  /** The name of a question in the cache and in the audit. */
  digest({ id }: LookupDefinition, values: Readonly<Record<string, string>>): Promise<Buffer> {
    const sorted = Object.entries(values).sort(([left], [right]) => (left < right ? -1 : 1));
    return this.sealer.digest(JSON.stringify(['lookup', id, sorted]));
  }

  /** The kept answer to a question, stale ones included; null when there is none or its key is gone. */
  async find(
    database: Queryable,
    { id }: LookupDefinition,
    request: Buffer,
    now: Date,
  ): Promise<Kept | null> {
    const row = await selectAnswer(database, id, request, now);
    if (row === null) return null;
    const told = await this.sealer.open(row, placeOf(id, request));
    const { askedAt, freshUntil } = row;
    return told === null ? null : { told: toldSchema.parse(JSON.parse(told)), askedAt, freshUntil };
  }

  /** Keeps an answer in the caller's transaction. */
  async keep(
    tx: Tx,
    { id, keep, keepStale }: LookupDefinition,
    request: Buffer,
    told: Told,
    at: Date,
  ): Promise<void> {
    const sealed = await this.sealer.seal(JSON.stringify(told), placeOf(id, request));
    const after = (ms: number): Date => new Date(at.getTime() + ms);
    const until = { askedAt: at, freshUntil: after(keep), keptUntil: after(keepStale) };
    await upsertAnswer(tx, { interface: id, request, ...sealed, ...until });
  }
}

/** Where an envelope belongs: it does not open in another row. */
function placeOf(id: string, request: Buffer): { readonly name: string; readonly version: number } {
  return { name: `lookup/${id}/${request.toString('hex')}`, version: 1 };
}
