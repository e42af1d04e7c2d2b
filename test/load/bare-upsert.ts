import { textArray, Database } from '#base/postgres';
import { loadRow, columns } from './rows.js';

const batchSize = 1_000;

/** The baseline of (a): the same rows as plain text columns, upserted by unnest, one connection, one transaction a batch. Rows/s. */
export async function bareUpsert(databaseUrl: string, rows: number): Promise<number> {
  const database = new Database({ url: databaseUrl, maxConnections: 1, applicationName: 'bare upsert' });
  try {
    const list = columns.map((column) => `"${column}"`).join(', ');
    await database.query('drop table if exists public.bare');
    await database.query(
      `create table public.bare (${columns.map((column) => `"${column}" text`).join(', ')}, primary key ("PROJID"))`,
    );
    const text = `insert into public.bare (${list})
      select * from unnest(${columns.map((_, index) => `$${index + 1}::text[]`).join(', ')})
          on conflict ("PROJID") do update
         set ${columns
           .slice(1)
           .map((column) => `"${column}" = excluded."${column}"`)
           .join(', ')}`;
    const batches = prepare(rows);
    const from = performance.now();
    for (const values of batches) await database.transaction((tx) => tx.query(text, values));
    return (rows / (performance.now() - from)) * 1_000;
  } finally {
    await database.close();
  }
}

function prepare(rows: number): readonly (readonly Buffer[])[] {
  return Array.from({ length: Math.ceil(rows / batchSize) }, (_, batch) => {
    const size = Math.min(batchSize, rows - batch * batchSize);
    const made = Array.from({ length: size }, (_unused, index) => loadRow(batch * batchSize + index));
    return columns.map((column) => textArray(made.map((row) => row[column])));
  });
}
