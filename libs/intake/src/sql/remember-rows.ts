import type { Tx } from '#base/contracts';
import { textArray } from '#base/postgres';
import type { SeenRow } from '../seen-row.js';

/** Remembers what was published; no row may occur twice. */
export async function rememberRows(tx: Tx, stream: number, rows: readonly SeenRow[]): Promise<void> {
  await tx.query(
    `insert into intake.seen (stream, cursor_at, row_key, hash)
     select $1, * from unnest($2::text[]::timestamptz[], $3::text[]::uuid[], $4::text[]::uuid[])
     on conflict (stream, cursor_at, row_key) do update set hash = excluded.hash`,
    [
      stream,
      textArray(rows.map(({ cursorAt }) => cursorAt)),
      textArray(rows.map(({ rowKey }) => rowKey)),
      textArray(rows.map(({ digest }) => digest)),
    ],
  );
}
