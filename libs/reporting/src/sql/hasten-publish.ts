import type { EntityManager } from '#base/postgres';

/** Lets waiting messages be tried again at once instead of after their next pause; answers the parked ids it concerned. */
export async function hastenPublish(
  manager: EntityManager,
  ids: readonly string[],
): Promise<readonly string[]> {
  const rows: readonly { readonly id: string }[] = await manager.query(
    `with hastened as (
       update feedback.outbox o set available_at = '-infinity'
         from ops.parked p
        where p.id = any($1::bigint[]) and p.cause = 'publish' and p.state = 'parked' and o.delivery_id = p.subject::uuid
       returning p.id
     )
     select id::text from hastened`,
    [ids],
  );
  return rows.map(({ id }) => id);
}
