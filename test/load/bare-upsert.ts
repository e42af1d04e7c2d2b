import { Client } from 'pg';
import { columns, loadRow } from './rows.js';

const batchSize = 1_000;

/** The baseline of (a) and (b), without any code of the hub: the same rows as text columns, upserted by unnest, one connection, one transaction a batch. Rows/s. */
export async function bareUpsert(databaseUrl: string, rows: number): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const list = columns.map((column) => `"${column}"`).join(', ');
    const updates = columns.slice(1).map((column) => `"${column}" = excluded."${column}"`);
    await client.query('drop table if exists public.bare');
    await client.query(
      `create table public.bare (${columns.map((column) => `"${column}" text`).join(', ')}, primary key ("PROJID"))`,
    );
    const text = `insert into public.bare (${list})
      select * from unnest(${columns.map((_, index) => `$${index + 1}::text[]`).join(', ')})
          on conflict ("PROJID") do update set ${updates.join(', ')}`;
    const batches = prepare(rows);
    const from = performance.now();
    for (const values of batches) {
      await client.query('begin');
      await client.query(text, [...values]);
      await client.query('commit');
    }
    return (rows / (performance.now() - from)) * 1_000;
  } finally {
    await client.end();
  }
}

function prepare(rows: number): readonly (readonly string[][])[] {
  return Array.from({ length: Math.ceil(rows / batchSize) }, (_, batch) => {
    const size = Math.min(batchSize, rows - batch * batchSize);
    const made = Array.from({ length: size }, (_unused, index) => loadRow(batch * batchSize + index));
    return columns.map((column) => made.map((row) => String(row[column])));
  });
}
