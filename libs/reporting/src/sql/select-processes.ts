import type { Queryable } from '#base/contracts';

/** The last word of one process of the hub; `silentSeconds` since then, by the database's clock. */
export interface ProcessRow {
  readonly name: string;
  readonly seenAt: Date;
  readonly stoppedAt: Date | null;
  readonly silentSeconds: number;
  readonly checks: readonly { readonly name: string; readonly ready: boolean; readonly sentence: string }[];
}

/** Every process that ran within the last day, those heard of last first. */
export async function selectProcesses(database: Queryable): Promise<readonly ProcessRow[]> {
  const { rows } = await database.query<ProcessRow>(
    `select name, seen_at as "seenAt", stopped_at as "stoppedAt", checks,
            extract(epoch from now() - seen_at)::float8 as "silentSeconds"
       from ops.process
      order by seen_at desc`,
  );
  return rows;
}
