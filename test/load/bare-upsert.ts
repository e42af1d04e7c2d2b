import { Client } from 'pg';

const batchSize = 1_000;
const batchesRead = 20;

interface Column {
  readonly name: string;
  readonly type: string;
}

/**
 * The baseline of (a) and (b), without any code of the hub: the very records the hub has just unified, upserted into a twin of their table by
 * unnest, one connection, one transaction a batch of 1 000. Rows/s; reading the records is not counted.
 */
export async function bareUpsert(hubUrl: string): Promise<number> {
  const client = new Client({ connectionString: hubUrl });
  await client.connect();
  try {
    await client.query('create table public.bare (like unified.application including all)');
    const columns = await readColumns(client);
    const text = upsertText(columns);
    let milliseconds = 0;
    let rows = 0;
    for (let after = ''; ;) {
      const chunk = await readChunk(client, columns, after);
      const last = chunk.at(-1);
      if (last === undefined) return (rows / milliseconds) * 1_000;
      milliseconds += await upsert(client, text, columns, chunk);
      rows += chunk.length;
      after = last['case_no'] ?? '';
    }
  } finally {
    await client.end();
  }
}

type Row = Readonly<Record<string, string | null>>;

async function upsert(
  client: Client,
  text: string,
  columns: readonly Column[],
  rows: readonly Row[],
): Promise<number> {
  const batches: (string | null)[][][] = [];
  for (let at = 0; at < rows.length; at += batchSize) {
    const batch = rows.slice(at, at + batchSize);
    batches.push(columns.map(({ name }) => batch.map((row) => row[name] ?? null)));
  }
  const from = performance.now();
  for (const values of batches) {
    await client.query('begin');
    await client.query(text, values);
    await client.query('commit');
  }
  return performance.now() - from;
}

async function readColumns(client: Client): Promise<readonly Column[]> {
  const { rows } = await client.query<Column>(
    `select column_name as name, data_type as type from information_schema.columns
      where table_schema = 'unified' and table_name = 'application' order by ordinal_position`,
  );
  return rows;
}

async function readChunk(client: Client, columns: readonly Column[], after: string): Promise<readonly Row[]> {
  const list = columns.map(({ name }) => `${name}::text as ${name}`).join(', ');
  const { rows } = await client.query<Row>(
    `select ${list} from unified.application where case_no > $1 order by case_no limit $2`,
    [after, batchSize * batchesRead],
  );
  return rows;
}

function upsertText(columns: readonly Column[]): string {
  const names = columns.map(({ name }) => name);
  const arrays = columns.map(({ type }, index) => `$${index + 1}::${type}[]`);
  const updates = names.slice(3).map((name) => `${name} = excluded.${name}`);
  return `insert into public.bare (${names.join(', ')})
    select * from unnest(${arrays.join(', ')})
        on conflict (source, case_no, row_key) do update set ${updates.join(', ')}`;
}
