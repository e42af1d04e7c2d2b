import type { Queryable } from '#base/contracts';

/** The raw record of a parked row; null when there is none. */
export async function selectParkedBody(database: Queryable, id: string): Promise<string | null> {
  const { rows } = await database.query<{ readonly body: string | null }>(
    'select body from ops.parked where id = $1',
    [id],
  );
  return rows[0]?.body ?? null;
}
