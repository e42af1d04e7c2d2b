import { expect, test } from '@jest/globals';
import { Database, type EntitySchema } from '#base/postgres';
import { cloneDatabase } from '../../../../test/support/servers.js';
import { reportEntities } from './report-entities.js';

interface Column {
  readonly column: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly primary: boolean;
}

const catalogue = `
  select c.column_name as column, c.udt_name as type, c.is_nullable = 'YES' as nullable,
         exists (select 1
                   from information_schema.table_constraints t
                   join information_schema.key_column_usage k using (constraint_schema, constraint_name)
                  where t.constraint_type = 'PRIMARY KEY' and t.table_schema = c.table_schema
                    and t.table_name = c.table_name and k.column_name = c.column_name) as primary
    from information_schema.columns c
   where c.table_schema = $1 and c.table_name = $2
   order by c.column_name`;

/** PostgreSQL's own names for what the entities call by the standard's. */
const udtNames: Readonly<Record<string, string>> = { bigint: 'int8', integer: 'int4', boolean: 'bool' };

function declared({ options }: EntitySchema): readonly Column[] {
  const columns = Object.entries(options.columns).flatMap(([property, column]) =>
    column === undefined
      ? []
      : {
          column: column.name ?? property,
          type: udtNames[String(column.type)] ?? String(column.type),
          nullable: column.nullable ?? false,
          primary: column.primary ?? false,
        },
  );
  return columns.sort((a, b) => (a.column < b.column ? -1 : 1));
}

test('every entity names the columns, types, keys and nulls of its migrated table', async () => {
  const clone = await cloneDatabase();
  const database = new Database({ url: clone.url, maxConnections: 1, applicationName: 'test' });
  try {
    for (const entity of reportEntities) {
      const { schema, tableName } = entity.options;
      const { rows } = await database.query<Column>(catalogue, [schema, tableName]);
      expect([tableName, declared(entity)]).toEqual([tableName, rows]);
    }
  } finally {
    await database.close();
    await clone.drop();
  }
});
