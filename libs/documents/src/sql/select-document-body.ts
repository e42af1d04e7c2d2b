import type { Queryable } from '#base/contracts';

/** What a document says, by the id of its first message; empty where there is none. */
export async function selectDocumentBody(
  database: Queryable,
  document: string,
): Promise<Readonly<Record<string, unknown>>> {
  const { rows } = await database.query<{ body: Readonly<Record<string, unknown>> }>(
    `select body from feedback.message where id::text = $1`,
    [document],
  );
  return rows[0]?.body ?? {};
}
