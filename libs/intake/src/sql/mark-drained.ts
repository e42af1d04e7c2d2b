import type { SourceId, StreamName, Tx } from '#base/contracts';

/** A stream read up to an instant of its source's clock, with the repeats met on the way. */
export interface DrainedStream {
  readonly stream: StreamName;
  readonly version: bigint;
  readonly until: Date;
  readonly read: number;
  readonly repeated: number;
  readonly pass: bigint;
}

/** Compare-and-set of all streams of a finished poll; answers how many moved. */
export async function markDrained(
  tx: Tx,
  source: SourceId,
  owner: string,
  streams: readonly DrainedStream[],
  at: Date,
): Promise<number> {
  const { rowCount } = await tx.query(
    `update intake.checkpoint c
        set version = c.version + 1,
            drained_at = $3,
            drained_until = d.until,
            rows_read = c.rows_read + d.read,
            rows_repeated = c.rows_repeated + d.repeated,
            pass = d.pass
       from unnest($4::text[], $5::bigint[], $6::timestamptz[], $7::bigint[], $8::bigint[], $9::bigint[])
            as d (stream, version, until, read, repeated, pass)
      where c.source = $1 and c.stream = d.stream and c.version = d.version
        and exists (select from intake.lease where source = $1 and owner = $2 and held_until > now())`,
    [
      source,
      owner,
      at,
      streams.map(({ stream }) => stream),
      streams.map(({ version }) => version.toString()),
      streams.map(({ until }) => until),
      streams.map(({ read }) => read),
      streams.map(({ repeated }) => repeated),
      streams.map(({ pass }) => pass.toString()),
    ],
  );
  return rowCount;
}
