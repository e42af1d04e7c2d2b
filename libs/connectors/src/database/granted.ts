import { ownField } from '#base/contracts';
import type { Needs } from './dialect.js';
import { excessRights, namedObjects, type Excess, type ExcessRight } from './excess.js';

/** A privilege as the catalogue names it; without schema and table it belongs to no table. */
export type Granted = readonly [privilege: string, schema: string | null, table: string | null];

/** What a product's privileges mean. */
export interface PrivilegeWords {
  /** On a table; what is not named does nothing to its rows. */
  readonly onTable: Readonly<Partial<Record<string, readonly ExcessRight[]>>>;
  /** Of no table: those that make new ones, and those everybody has or that are said table by table. */
  readonly creating: readonly string[];
  readonly harmless: readonly string[];
}

/** A driver's rows of privilege, schema and table. */
export function grantedRows(rows: readonly (readonly unknown[])[]): readonly Granted[] {
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  return rows.map(([privilege, schema, table]) => [String(privilege), text(schema), text(table)]);
}

/** What privileges let an account do beyond reading the tables it needs, and writing their flags where that was agreed. */
export function grantedExcess(
  rows: readonly Granted[],
  needs: Needs,
  quote: (name: string) => string,
  words: PrivilegeWords,
): readonly Excess[] {
  const allowed = needs.writeBack ? ['read', 'update'] : ['read'];
  const found = new Map<ExcessRight, Set<string>>();
  for (const granted of rows) {
    const [privilege, schema, table] = granted;
    const object = table === null ? privilege : `${schema}.${table}`;
    const needed = needs.tables.includes(`${quote(schema ?? '')}.${quote(table ?? '')}`);
    const agreed = needed ? allowed : [];
    for (const right of meaning(granted, words).filter((each) => !agreed.includes(each)))
      found.set(right, (found.get(right) ?? new Set()).add(object));
  }
  return (Object.keys(excessRights) as ExcessRight[]).flatMap((right) => {
    const objects = [...(found.get(right) ?? [])].toSorted();
    if (objects.length === 0) return [];
    return { right, count: objects.length, objects: objects.slice(0, namedObjects) };
  });
}

function meaning([privilege, , table]: Granted, words: PrivilegeWords): readonly ExcessRight[] {
  if (table !== null) return ownField(words.onTable, privilege) ?? [];
  if (words.harmless.includes(privilege)) return [];
  return [words.creating.includes(privilege) ? 'create' : 'server'];
}
