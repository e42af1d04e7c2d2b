import type { Queryable } from '#base/contracts';
import type { ConfigDocument, ConfigMistake } from '#base/settings';
import { isKindName } from './kind-name.js';
import { compareDocuments, type ChangedRule } from './compare-documents.js';
import { compileHeld } from './compile-held.js';
import { sortStandards, type StandardFile } from './standard-files.js';
import { selectNewest, type StandardVersion } from './sql/select-standards.js';
import { selectTouched, type Touched } from './sql/select-touched.js';

/** A mapping document whose file says something else than what is in force. */
export interface PlannedStandard {
  readonly name: string;
  readonly path: string;
  readonly kind: 'added' | 'changed' | 'removed';
  /** The version in force; null when there is none. */
  readonly version: number | null;
  readonly rules: readonly ChangedRule[];
  readonly touched: readonly Touched[];
}

/** What applying the files would change. */
export interface StandardsPlan {
  readonly changes: readonly PlannedStandard[];
  /** The file behind each change, by name; a removed document has none. */
  readonly files: ReadonlyMap<string, StandardFile>;
  readonly mistakes: readonly ConfigMistake[];
}

/**
 * Compares the files with the versions in force; changes nothing. `keepMissing` leaves documents in force whose file is not there, since it may
 * be one that cannot be read now.
 */
export async function planStandards(
  database: Queryable,
  documents: readonly ConfigDocument[],
  keepMissing: boolean,
): Promise<StandardsPlan> {
  const { files, mistakes } = sortStandards(documents);
  const newest = new Map((await selectNewest(database)).map((each) => [each.name, each]));
  const given = new Map(files.map((file) => [file.name, file]));
  const keep = keepMissing || mistakes.length > 0;
  const changes = [...new Set([...given.keys(), ...newest.keys()])].sort().flatMap((name) => {
    const held = newest.get(name) ?? null;
    const file = given.get(name) ?? null;
    const kind = kindOf(held, file, keep);
    return kind === null ? [] : [planned(name, kind, held, file)];
  });
  const told: StandardsPlan['changes'][number][] = [];
  // One after the other: a transaction has one connection.
  for (const change of changes) told.push({ ...change, touched: await touchedBy(database, change.name) });
  return { changes: told, files: given, mistakes };
}

function kindOf(
  held: StandardVersion | null,
  file: StandardFile | null,
  keep: boolean,
): PlannedStandard['kind'] | null {
  const inForce = held !== null && held.document !== null;
  if (file === null) return inForce && !keep ? 'removed' : null;
  if (!inForce) return 'added';
  return held.digest === file.digest ? null : 'changed';
}

function planned(
  name: string,
  kind: PlannedStandard['kind'],
  held: StandardVersion | null,
  file: StandardFile | null,
): Omit<StandardsPlan['changes'][number], 'touched'> {
  const before = held === null ? null : compileHeld(held);
  const path = file?.entry.path ?? held?.path ?? '';
  const rules = kind === 'changed' ? compareDocuments(before, file?.entry ?? null) : [];
  return { name, path, kind, version: versionInForce(held), rules };
}

function versionInForce(held: StandardVersion | null): number | null {
  return held === null || held.document === null ? null : held.version;
}

/** A name has no other slashes than those between its parts: standards, generations and streams are plain words. */
function touchedBy(database: Queryable, name: string): Promise<readonly Touched[]> {
  const [standard = '', generation = '', kind = '', stream = null] = name.split('/');
  return isKindName(kind)
    ? selectTouched(database, { standard, generation, kind, stream })
    : Promise.resolve([]);
}
