import { Database } from '#base/postgres';
import type { Secrets } from '#base/secrets';
import { RecordShelf, type SourceTally } from './departments/record-shelf.js';
import { MariadbFront } from './front/mariadb-front.js';
import type { FrontDatabase, Owner } from './front/front-database.js';
import { PostgresFront } from './front/postgres-front.js';
import {
  approvalSystem,
  generateSample,
  housingSystem,
  type Sample,
  type SamplePolicy,
  type SampleSystem,
  type TruthTotals,
} from './generator/index.js';

/** What the samples are made from; kept with them, so that the truth can be told again later. */
export interface SampleRecipe {
  readonly seed: string;
  /** Cases of both systems together; seven of ten are the approval bureau's. */
  readonly cases: number;
  readonly asOf: Date;
}

export const systems = [approvalSystem, housingSystem] as const;

/** The samples of both systems by a recipe. */
export function cook(recipe: SampleRecipe, policy: SamplePolicy): readonly Sample[] {
  const approval = Math.round(recipe.cases * 0.7);
  const { seed, asOf } = recipe;
  return [
    generateSample(approvalSystem, { seed, asOf, policy, count: approval }),
    generateSample(housingSystem, { seed, asOf, policy, count: recipe.cases - approval }),
  ];
}

/** Opens a system's front database with the department's own account. */
export function openFront(system: SampleSystem, secrets: Secrets): FrontDatabase {
  const url = secrets.secret(`sandbox.${system.source}.url`);
  return system.edition === 'A'
    ? new MariadbFront(url, system.edition)
    : new PostgresFront(url, system.edition);
}

/** Opens what the other departments' systems hold; its `database` is to be closed. */
export function openShelf(secrets: Secrets): RecordShelf {
  const url = secrets.secret(`sandbox.${approvalSystem.source}.url`);
  return new RecordShelf(new Database({ url, maxConnections: 2, applicationName: 'sandbox shelf' }));
}

/** What a front database's sample comes to: rows, rows to park, cases that cannot be routed. */
export function tallyOf({ source, rows, parked, itemUnknown }: TruthTotals): SourceTally {
  const sum = (counts: Readonly<Record<string, number>>): number =>
    Object.values(counts).reduce((total, count) => total + count, 0);
  return { source, rows: sum(rows), parked: sum(parked), unrouted: itemUnknown };
}

/** The approval bureau of the city: cases in either system are accepted in its name. */
export function ownerOf(policy: SamplePolicy): Owner {
  const bureau = policy.departments.find(({ region, role }) => region === '370800' && role === 'approval');
  if (bureau === undefined) throw new Error('the sample policy has no approval bureau in 370800');
  return { region: bureau.region, uscc: bureau.uscc, name: bureau.name };
}
