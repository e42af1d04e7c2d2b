import { excessRights, namedObjects, type Excess, type ExcessRight } from './excess.js';
import type { Needs, Session } from './dialect.js';

// Predefined roles that reach beyond tables. Membership counts, since it can be used at any time.
const rightsText = `
with own as (
  select c.oid, c.relowner, c.relkind, n.nspname || '.' || c.relname as name,
         format('"%s"."%s"', replace(n.nspname, '"', '""'), replace(c.relname, '"', '""')) as reference
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
   where c.relkind in ('r', 'v', 'm', 'p', 'f')
     and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%'
), found (right_name, object) as (
  select 'server', attribute
    from pg_roles r
   cross join lateral (values (r.rolsuper, 'SUPERUSER'), (r.rolcreaterole, 'CREATEROLE'), (r.rolcreatedb, 'CREATEDB'),
                              (r.rolreplication, 'REPLICATION'), (r.rolbypassrls, 'BYPASSRLS')) a (held, attribute)
   where r.rolname = current_user and a.held and not ($4::boolean and attribute = 'REPLICATION')
  union all
  select 'server', rolname
    from pg_roles
   where rolname like 'pg\\_%' and rolname <> 'pg_database_owner' and pg_has_role(current_user, oid, 'member')
  union all
  select 'create', 'database ' || current_database()
   where has_database_privilege(current_database(), 'create')
  union all
  select 'create', nspname
    from pg_namespace
   where nspname <> 'information_schema' and nspname not like 'pg\\_%' and has_schema_privilege(oid, 'create')
  union all
  select 'read', name from own where reference <> all ($1::text[]) and has_any_column_privilege(oid, 'select')
  union all
  select 'insert', name from own where has_any_column_privilege(oid, 'insert')
  union all
  select 'update', name
    from own
   where has_any_column_privilege(oid, 'update') and not ($2::boolean and reference = any ($1::text[]))
  union all
  select 'delete', name from own where has_table_privilege(oid, 'delete')
  union all
  select 'truncate', name from own where relkind in ('r', 'p') and has_table_privilege(oid, 'truncate')
  union all
  select 'drop', name from own where pg_has_role(relowner, 'usage')
)
select right_name, count(*)::text, to_json((array_agg(object order by object))[1:$3::int])::text
  from found
 group by right_name`;

/** What the catalogue lets the account do beyond what it must. */
export async function postgresExcess(session: Session, needs: Needs): Promise<readonly Excess[]> {
  const values = [
    needs.tables,
    String(needs.writeBack),
    String(namedObjects),
    String(needs.followsLog === true),
  ];
  const rows = await session.rows({ text: rightsText, values });
  const found = new Map(rows.map((row) => [String(row[0]), row] as const));
  return (Object.keys(excessRights) as ExcessRight[]).flatMap((right) => {
    const row = found.get(right);
    if (row === undefined) return [];
    const objects: unknown = JSON.parse(String(row[2]));
    return { right, count: Number(row[1]), objects: Array.isArray(objects) ? objects.map(String) : [] };
  });
}
