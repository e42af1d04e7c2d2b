import { excessRights, namedObjects, type Excess, type ExcessRight } from './excess.js';

/** A line of `show grants`: rights, and the schema and table they are on, as written there. */
export interface Grant {
  readonly rights: ReadonlySet<string>;
  readonly schema: string;
  readonly table: string;
}

/** A table the account can see; `needed` for those of its streams. */
export interface SeenTable {
  readonly schema: string;
  readonly table: string;
  readonly needed: boolean;
}

const grantLine = /^GRANT (.+) ON (?:TABLE )?(\S+)\.(\S+) TO /;
const everything = 'ALL PRIVILEGES';

const tableRights: Readonly<Partial<Record<ExcessRight, readonly string[]>>> = {
  read: ['SELECT'],
  insert: ['INSERT'],
  update: ['UPDATE'],
  delete: ['DELETE'],
  // Emptying a table takes the right to drop it.
  truncate: ['DROP'],
  drop: ['DROP', 'ALTER'],
};
const harmless = new Set([
  'USAGE',
  'SELECT',
  'INSERT',
  'UPDATE',
  'DELETE',
  'DROP',
  'ALTER',
  'CREATE',
  'SHOW VIEW',
]);

/** Reads a line of `show grants`; null where it grants a role or what belongs to no table. */
export function parseGrant(line: string): Grant | null {
  const [, rights, schema, table] = grantLine.exec(line) ?? [];
  if (rights === undefined || schema === undefined || table === undefined) return null;
  const names = rights.split(/,(?![^(]*\))/).map((right) => right.replace(/\(.*\)/, '').trim());
  const may = line.endsWith('WITH GRANT OPTION') ? [...names, 'GRANT OPTION'] : names;
  return { rights: new Set(may), schema, table };
}

/** Whether an account may change rows of a table. Everybody's rights on test databases are no rights on this one. */
export function mayWrite(grants: readonly Grant[], schema: string, table: string): boolean {
  return allows(grants, ['INSERT', 'UPDATE', 'DELETE'], { schema, table });
}

/** What grants let an account do beyond reading the tables it needs, and writing its flags where that was agreed. */
export function mysqlExcess(
  grants: readonly Grant[],
  seen: readonly SeenTable[],
  writeBack: boolean,
): readonly Excess[] {
  return (Object.keys(excessRights) as ExcessRight[]).flatMap((right) => {
    const objects = objectsOf(right, grants, seen, writeBack);
    if (objects.length === 0) return [];
    return { right, count: objects.length, objects: objects.slice(0, namedObjects) };
  });
}

function objectsOf(
  right: ExcessRight,
  grants: readonly Grant[],
  seen: readonly SeenTable[],
  writeBack: boolean,
): readonly string[] {
  if (right === 'server') return serverRights(grants);
  const wanted = tableRights[right];
  if (wanted === undefined) return grants.filter(({ rights }) => holds(rights, 'CREATE')).map(scopeOf);
  const allowed = right === 'read' || (right === 'update' && writeBack);
  return seen
    .filter((each) => !(allowed && each.needed) && allows(grants, wanted, each))
    .map(({ schema, table }) => `${schema}.${table}`);
}

function serverRights(grants: readonly Grant[]): readonly string[] {
  const global = grants.filter(({ schema, table }) => schema === '*' && table === '*');
  const names = global.flatMap(({ rights }) => [...rights].filter((right) => !harmless.has(right)));
  const handed = grants
    .filter(({ rights }) => rights.has('GRANT OPTION'))
    .map((grant) => `GRANT OPTION ${scopeOf(grant)}`);
  return [...new Set([...names.filter((name) => name !== 'GRANT OPTION'), ...handed])].sort();
}

function scopeOf({ schema, table }: Grant): string {
  return `${schema}.${table}`.replaceAll('`', '').replaceAll('\\_', '_');
}

function holds(rights: ReadonlySet<string>, right: string): boolean {
  return rights.has(right) || rights.has(everything);
}

function allows(
  grants: readonly Grant[],
  wanted: readonly string[],
  { schema, table }: Pick<SeenTable, 'schema' | 'table'>,
): boolean {
  return grants.some(
    (grant) =>
      wanted.some((right) => holds(grant.rights, right)) &&
      covers(grant.schema, schema) &&
      covers(grant.table, table),
  );
}

/** A name in a grant: `*`, or a quoted name in which % and _ stand for anything unless escaped. */
function covers(granted: string, name: string): boolean {
  if (granted === '*') return true;
  const pattern = granted.replaceAll('`', '').replaceAll(/\\_|[%_]|[^\w]/g, (part) => {
    if (part === '\\_') return '_';
    if (part === '%') return '.*';
    return part === '_' ? '.' : `\\${part}`;
  });
  return new RegExp(`^${pattern}$`, 'i').test(name);
}
