import { ownField } from '#base/contracts';
import type { ColumnKind, Dialect, Session, Table } from './dialect.js';
import { grantedRows } from './granted.js';
import { groupIndexes } from './postgres.dialect.js';

/** What Oracle and the products after its model do not share in their catalogues and time texts. */
export interface OracleCatalogue {
  kind(type: string, precision: unknown, scale: unknown): ColumnKind;
  /** Format of a fraction of a second when it is printed: all the digits the product keeps, or a page's end would be read again. */
  readonly fraction: string;
  /** What the catalogue tells of a text's bound: how much, and, where it says so, whether that counts bytes (`B`) or characters (`C`), and in which character set. */
  readonly textBounds: string;
  /** Privilege, schema and table of everything the account may do. */
  readonly rights: string;
}

// A materialised view is a table here as well. Synonyms are not followed: the definition names the schema.
const findTableText = `
select o.owner, o.object_name, nvl(t.num_rows, 0)
  from all_objects o
  left join all_tables t on t.owner = o.owner and t.table_name = o.object_name
 where o.object_type in ('TABLE', 'VIEW')
   and upper(o.object_name) = upper(:1)
   and upper(o.owner) = upper(nvl(:2, sys_context('USERENV', 'CURRENT_SCHEMA')))
 order by case when o.object_name = :3 then 0 else 1 end
 fetch first 1 rows only`;

const columnsText = (textBounds: string): string => `
select column_name, data_type, data_precision, data_scale, nullable, ${textBounds}
  from all_tab_columns
 where owner = :1 and table_name = :2
 order by column_id`;

const indexesText = `
select i.index_name, c.column_name, case when i.uniqueness = 'UNIQUE' then 'true' else 'false' end
  from all_indexes i
  join all_ind_columns c on c.index_owner = i.owner and c.index_name = i.index_name
 where i.table_owner = :1 and i.table_name = :2
 order by i.index_name, c.column_position`;

/** Whatever is granted on tables, by role or by column too, and what the account owns; a product adds its system privileges. */
export const tableRightsText = `
select privilege, owner, table_name from user_tab_privs where grantee = user
union
select privilege, owner, table_name from user_col_privs where grantee = user
union
select privilege, owner, table_name from role_tab_privs
union
select 'OWNER', user, table_name from user_tables`;

const writing = ['INSERT', 'UPDATE', 'DELETE', 'OWNER'];

/** Finds a table by its catalogue's ALL_ views. */
export function findOracleTable(
  catalogue: OracleCatalogue,
  quote: (name: string) => string,
): Dialect['findTable'] {
  return async (session: Session, schema, name, zoneOffset): Promise<Table | null> => {
    const [found] = await session.rows({ text: findTableText, values: [name, schema, name] });
    if (found === undefined) return null;
    const place = [String(found[0]), String(found[1])] as const;
    const columns = await session.rows({ text: columnsText(catalogue.textBounds), values: place });
    const indexed = await session.rows({ text: indexesText, values: place });
    const granted = grantedRows(await session.rows({ text: catalogue.rights, values: [] }));
    return {
      reference: place.map(quote).join('.'),
      columns: columns.map(([column, type, precision, scale, nullable, length, unit, charset]) => {
        const known = catalogue.kind(String(type), precision, scale);
        const printed = printedTime(known, quote(String(column)), catalogue.fraction, zoneOffset);
        const bounds = { precision, scale, length, unit: nationalUnit(String(type)) ?? unit, charset };
        const declared = typeText(known, String(type), bounds);
        const chinese = known === 'text' ? chineseIn(bounds) : {};
        const name = String(column);
        return { name, kind: known, nullable: nullable !== 'N', declared, ...chinese, ...printed };
      }),
      indexes: groupIndexes(indexed),
      estimatedRows: Number(found[2]),
      writable: granted.some(
        ([right, owner, table]) =>
          right === 'UPDATE ANY TABLE' ||
          (owner === place[0] && table === place[1] && writing.includes(right)),
      ),
    };
  };
}

interface Bounds {
  readonly precision: unknown;
  readonly scale: unknown;
  readonly length: unknown;
  readonly unit: unknown;
  readonly charset: unknown;
}

const units: Readonly<Record<string, string>> = { B: ' BYTE', C: ' CHAR' };

/** NCHAR and NVARCHAR2 always count characters and need not say so. */
function nationalUnit(type: string): 'N' | null {
  return type.startsWith('N') ? 'N' : null;
}

/** Bytes of a Chinese character; what other sets hold of them is anybody's guess. */
const chineseBytes: readonly (readonly [RegExp, number])[] = [
  [/^(ZHS16|ZHT16|ZHS32)/, 2],
  [/UTF8/, 3],
];

function chineseIn({ length, unit, charset }: Bounds): { readonly chinese?: number } {
  const [, bytes] = chineseBytes.find(([name]) => name.test(String(charset))) ?? [];
  if (!(Number(length) > 0) || (unit === 'B' && bytes === undefined)) return {};
  if (unit === 'B') return { chinese: Math.floor(Number(length) / (bytes ?? 1)) };
  return unit === 'C' || unit === 'N' ? { chinese: Number(length) } : {};
}

/** A type as it was declared. The catalogue says its bounds beside it, those of times within it; 0 characters means that there is no bound, as with CLOB. */
function typeText(kind: ColumnKind, type: string, { precision, scale, length, unit }: Bounds): string {
  if (kind === 'text') {
    const bounded = Number(length) > 0 && type.includes('CHAR');
    return bounded ? `${type}(${Number(length)}${ownField(units, String(unit)) ?? ''})` : type;
  }
  if (!/^(NUMBER|NUMERIC|DEC|DECIMAL|FLOAT)$/.test(type)) return type;
  const digits = scale === null ? '' : `,${Number(scale)}`;
  if (precision !== null) return `${type}(${Number(precision)}${digits})`;
  // A whole number of any size is a NUMBER of 38 digits to Oracle, its precision left empty.
  return digits === '' ? type : `${type}(38${digits})`;
}

/** Times are printed by the server, whatever the session's formats: a driver would make them JavaScript dates. */
function printedTime(kind: ColumnKind, name: string, fraction: string, zoneOffset: string) {
  const seconds = 'YYYY-MM-DD HH24:MI:SS';
  if (kind === 'date') return { printed: `to_char(${name}, 'YYYY-MM-DD')` };
  if (kind === 'coarseTime') return { printed: `to_char(${name}, '${seconds}')` };
  if (kind === 'localTime') return { printed: `to_char(${name}, '${seconds}.${fraction}')` };
  if (kind !== 'zonedTime') return {};
  return { printed: `to_char(${name} at time zone '${zoneOffset}', '${seconds}.${fraction}TZH:TZM')` };
}
