import { z } from 'zod';
import type { Queryable, SourceId, Transactions, Tx } from '#base/contracts';
import { addSlices, isBlown, slideWindow, type FuseLimits, type FuseSlice } from './fuse-window.js';

/** A stream that is held, and how many of its records were parked since. */
export interface HeldStream {
  readonly source: string;
  readonly stream: string;
  readonly parkedSince: number;
}

/** What came of a stream since it was last noted: the good ones before, then a batch with parked ones in it. */
export interface FuseNote {
  readonly source: SourceId;
  readonly stream: string;
  readonly clean: number;
  readonly batch: FuseSlice;
}

/** What a note did: `blown` is the sentence when this very note blew the fuse; `parkedSince` is null while the stream is not held. */
export interface FuseNoted {
  readonly blown: string | null;
  readonly parkedSince: number | null;
}

const slicesSchema = z.array(z.object({ seen: z.number(), parked: z.number() }));

/** The streams held now, of one source or of all. */
export async function readHeldStreams(
  database: Queryable,
  source: SourceId | null,
): Promise<readonly HeldStream[]> {
  const { rows } = await database.query<HeldStream>(
    `select source, stream, parked_since as "parkedSince" from ops.fuse
      where held_at is not null and ($1::text is null or source = $1)`,
    [source],
  );
  return rows;
}

/** Moves a stream's window on for every process to agree on; the one whose note blows the fuse is told so. */
export function noteFuse(
  database: Transactions,
  note: FuseNote,
  limits: FuseLimits,
  at: Date,
): Promise<FuseNoted> {
  return database.transaction(async (tx) => {
    const fuse = await lockFuse(tx, note);
    const clean = { seen: note.clean, parked: 0 };
    const before = note.clean === 0 ? fuse.slices : slideWindow(fuse.slices, clean, limits);
    const slices = slideWindow(before, note.batch, limits);
    const blown = !fuse.held && isBlown(slices, limits) ? sentenceOf(note, slices) : null;
    const held = fuse.held || blown !== null;
    const parkedSince = fuse.held ? fuse.parkedSince + note.batch.parked : 0;
    await tx.query(
      `update ops.fuse
          set slices = $3::jsonb, parked_since = $4,
              held_at = case when $5::text is null then held_at else $6 end, sentence = coalesce($5, sentence)
        where source = $1 and stream = $2`,
      [note.source, note.stream, JSON.stringify(slices), parkedSince, blown, at],
    );
    return { blown, parkedSince: held ? parkedSince : null };
  });
}

async function lockFuse(tx: Tx, { source, stream }: FuseNote) {
  await tx.query('insert into ops.fuse (source, stream) values ($1, $2) on conflict do nothing', [
    source,
    stream,
  ]);
  const { rows } = await tx.query<{ slices: unknown; held: boolean; parked_since: number }>(
    `select slices, held_at is not null as held, parked_since from ops.fuse
      where source = $1 and stream = $2 for update`,
    [source, stream],
  );
  const [row] = rows;
  return {
    slices: slicesSchema.parse(row?.slices ?? []),
    held: row?.held ?? false,
    parkedSince: row?.parked_since ?? 0,
  };
}

function sentenceOf({ source, stream }: FuseNote, slices: readonly FuseSlice[]): string {
  const { seen, parked } = slices.reduce(addSlices);
  return (
    `数据源 ${source} 的数据流 ${stream} 最近 ${seen} 条中有 ${parked} 条被隔离，已暂停采集该数据流；` +
    `请用 hub parked groups 查明原因，处理后执行 hub parked fuse reset ${source} ${stream}。`
  );
}
