import type { Tx } from '#base/contracts';
import { arrayLiteral } from '#base/postgres';
import type { SeenRow } from '../seen-row.js';

/** Remembers what was published; no row may occur twice. */
export async function rememberRows(tx: Tx, stream: number, rows: readonly SeenRow[]): Promise<void> {
  await tx.query(
    `insert into intake.seen (stream, cursor_at, row_key, hash)
     select $1, * from unnest($2::timestamptz[], $3::uuid[], $4::uuid[])
     on conflict (stream, cursor_at, row_key) do update set hash = excluded.hash`,
    [
      stream,
      arrayLiteral(rows.map(({ cursorAt }) => cursorAt)),
      arrayLiteral(rows.map(({ rowKey }) => rowKey)),
      arrayLiteral(rows.map(({ hash }) => hash)),
    ],
  );
}
