import type { PartyBounds, Queryable } from '#base/contracts';

/** How a message that was sent to or by those within bounds names the attachment of that content; null where it does not. */
export async function selectMessageAttachment(
  database: Queryable,
  message: string,
  sha256: string,
  within: PartyBounds,
): Promise<string | null> {
  const { rows } = await database.query<{ name: string }>(
    `select a ->> 'name' as name
       from feedback.message m
       join feedback.delivery d on d.message_id = m.id
      cross join lateral json_array_elements(
              case json_typeof(m.body -> 'attachments') when 'array' then m.body -> 'attachments' else '[]' end) as a
      where m.id = $1 and a ->> 'sha256' = $2
        and (starts_with(m.from_region, coalesce($3, '')) and coalesce(m.from_department = $4, true)
             or starts_with(d.region, coalesce($3, '')) and coalesce(d.department = $4, true))
      limit 1`,
    [message, sha256, within.regions, within.department],
  );
  return rows[0]?.name ?? null;
}
