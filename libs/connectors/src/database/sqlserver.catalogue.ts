import { ownField } from '#base/contracts';
import type { ColumnKind, Dialect, Session, Table } from './dialect.js';
import { groupIndexes } from './postgres.dialect.js';

type Print = (name: string, zoneOffset: string) => string;

const bare = (kind: ColumnKind) => ({ kind, print: null });
const as = (kind: ColumnKind, print: Print) => ({ kind, print });
const styled =
  (style: number): Print =>
  (name) =>
    `convert(varchar(50), ${name}, ${style})`;

// Times, decimals and money would come as JavaScript dates and floating-point numbers. Style 121 and 23 are ISO, 3 is exact for floats, 2 for money.
const types: Readonly<Record<string, { readonly kind: ColumnKind; readonly print: Print | null }>> = {
  tinyint: bare('integer'),
  smallint: bare('integer'),
  int: bare('integer'),
  bit: bare('boolean'),
  bigint: as('decimal', styled(0)),
  decimal: as('decimal', styled(0)),
  numeric: as('decimal', styled(0)),
  money: as('decimal', styled(2)),
  smallmoney: as('decimal', styled(2)),
  float: as('decimal', styled(3)),
  real: as('decimal', styled(3)),
  date: as('date', styled(23)),
  smalldatetime: as('coarseTime', styled(121)),
  datetime: as('coarseTime', styled(121)),
  datetime2: as('localTime', styled(121)),
  datetimeoffset: as(
    'zonedTime',
    (name, offset) => `convert(varchar(50), switchoffset(${name}, '${offset}'), 126)`,
  ),
  time: as('text', styled(121)),
  char: bare('narrowText'),
  varchar: bare('narrowText'),
  uniqueidentifier: as('text', styled(0)),
  binary: bare('binary'),
  varbinary: bare('binary'),
  image: bare('binary'),
  timestamp: bare('binary'),
};

const findTableText = `
select top (1) s.name, o.name, o.object_id,
       (select coalesce(sum(p.rows), 0) from sys.partitions p where p.object_id = o.object_id and p.index_id in (0, 1)),
       case when exists (
         select 1 from fn_my_permissions(quotename(s.name) + N'.' + quotename(o.name), N'OBJECT') m
          where m.permission_name in ('INSERT', 'UPDATE', 'DELETE')
       ) then 'true' else 'false' end
  from sys.objects o
  join sys.schemas s on s.schema_id = o.schema_id
 where o.type in ('U', 'V') and lower(o.name) = lower(@p1) and lower(s.name) = lower(coalesce(@p2, schema_name()))
 order by case when o.name collate latin1_general_bin2 = @p3 collate latin1_general_bin2 then 0 else 1 end`;

const columnsText = `
select c.name, coalesce(t.name, 'clr'), case when c.is_nullable = 1 then 'true' else 'false' end, c.max_length, c.precision, c.scale
  from sys.columns c
  left join sys.types t on t.user_type_id = c.system_type_id
 where c.object_id = convert(int, @p1)
 order by c.column_id`;

const indexesText = `
select i.name, c.name, case when i.is_unique = 1 then 'true' else 'false' end
  from sys.indexes i
  join sys.index_columns k on k.object_id = i.object_id and k.index_id = i.index_id
  join sys.columns c on c.object_id = k.object_id and c.column_id = k.column_id
 where i.object_id = convert(int, @p1) and i.type in (1, 2)
   and i.is_disabled = 0 and i.has_filter = 0 and k.is_included_column = 0
 order by i.name, k.key_ordinal`;

/** Finds a table by the system views of its database. */
export function findSqlServerTable(quote: (name: string) => string): Dialect['findTable'] {
  return async (session: Session, schema, name, zoneOffset): Promise<Table | null> => {
    const [found] = await session.rows({ text: findTableText, values: [name, schema, name] });
    if (found === undefined) return null;
    const values = [String(found[2])];
    const columns = await session.rows({ text: columnsText, values });
    const indexed = await session.rows({ text: indexesText, values });
    return {
      reference: [String(found[0]), String(found[1])].map(quote).join('.'),
      columns: columns.map(([column, type, nullable, bytes, precision, scale]) => {
        const { kind, print } = ownField(types, String(type)) ?? bare('text');
        const printed = print === null ? {} : { printed: print(quote(String(column)), zoneOffset) };
        const declared = typeText(String(type), Number(bytes), `${String(precision)},${String(scale)}`);
        return { name: String(column), kind, nullable: nullable === 'true', declared, ...printed };
      }),
      indexes: groupIndexes(indexed),
      estimatedRows: Number(found[3]),
      writable: found[4] === 'true',
    };
  };
}

/** A type as it was declared. Lengths are in bytes, two to a character of the N types, -1 for no bound. */
function typeText(type: string, bytes: number, digits: string): string {
  if (type === 'decimal' || type === 'numeric') return `${type}(${digits})`;
  if (!/^(n?(var)?char|(var)?binary)$/.test(type)) return type;
  if (bytes === -1) return `${type}(max)`;
  return `${type}(${type.startsWith('n') ? bytes / 2 : bytes})`;
}
