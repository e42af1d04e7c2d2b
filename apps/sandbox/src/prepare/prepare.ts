import type { Secrets } from '#base/secrets';
import {
  localTime,
  rowCount,
  type Sample,
  type SamplePolicy,
  type SampleSystem,
} from '../generator/index.js';
import { sampleDepartments } from '../departments/departments.js';
import { prepareLicences } from '../departments/licences.js';
import { prepareTraffic } from '../departments/traffic.js';
import { cook, openFront, openShelf, ownerOf, systems, tallyOf, type SampleRecipe } from '../samples.js';
import { frontStreams, frontTables } from '../tables/index.js';
import { openMariadbSite } from './mariadb-accounts.js';
import { letPostgresReaderRead, openPostgresSite, type FrontAccounts } from './postgres-accounts.js';
import { RecipeBook } from './recipe-book.js';

/** The other departments have a fifth as many records of each sort as there are cases. */
const recordsPerCase = 5;

/** What preparing needs: administrators' addresses, the accounts' secrets, the policy, and what to make if nothing is there. */
export interface PrepareWish {
  readonly postgresAdminUrl: string;
  readonly mysqlAdminUrl: string;
  /** An administrator's address of the broker on which the traffic bureau has its topics; null leaves them out. */
  readonly kafkaAdminUrl: string | null;
  readonly secrets: Secrets;
  readonly policy: SamplePolicy;
  readonly recipe: SampleRecipe;
}

/** What a source holds after preparing. `written` is 0 when an earlier run had filled it. */
export interface PreparedSource {
  readonly source: string;
  readonly cases: number;
  readonly written: number;
}

/** Makes both sites: databases, accounts, tables, first rows. Whatever is there already stays as it is. */
export async function prepareSites(wish: PrepareWish): Promise<readonly PreparedSource[]> {
  const [approval, housing] = systems;
  await openPostgresSite(wish.postgresAdminUrl, accountsOf(wish.secrets, approval));
  await openMariadbSite(wish.mysqlAdminUrl, accountsOf(wish.secrets, housing));
  const book = new RecipeBook(wish.secrets.secret(`sandbox.${approval.source}.url`));
  try {
    const recipe = await book.keep(wish.recipe);
    const samples = cook(recipe, wish.policy);
    const prepared = await Promise.all(samples.map((sample) => fillFront(sample, wish)));
    const filled = await fillShelf(samples, prepared, wish, recipe);
    await letPostgresReaderRead(
      accountsOf(wish.secrets, approval),
      Object.values(frontTables(approval.edition)).map(({ name }) => name),
    );
    return [...prepared, ...filled];
  } finally {
    await book.close();
  }
}

/** The first records of the departments without a front database, and the tally of those with one. */
async function fillShelf(
  samples: readonly Sample[],
  prepared: readonly PreparedSource[],
  { secrets, policy, postgresAdminUrl, kafkaAdminUrl }: PrepareWish,
  { seed, asOf, cases }: SampleRecipe,
): Promise<readonly PreparedSource[]> {
  const shelf = openShelf(secrets);
  try {
    await shelf.make();
    const known = new Set((await shelf.tally()).map(({ source }) => source));
    for (const { totals } of samples) {
      const fresh = prepared.some(({ source, written }) => source === totals.source && written > 0);
      if (fresh) await shelf.note(tallyOf(totals));
    }
    const request = { seed, asOf, policy, count: Math.ceil(cases / recordsPerCase) };
    const fresh = sampleDepartments
      .flatMap((department) => department.first(request))
      .filter(({ source }) => !known.has(source));
    await shelf.put(fresh);
    await Promise.all([
      prepareLicences(postgresAdminUrl, secrets, shelf),
      kafkaAdminUrl === null ? null : prepareTraffic(kafkaAdminUrl, secrets, shelf),
    ]);
    return sampleDepartments
      .flatMap(({ sources }) => sources)
      .map((source) => {
        const written = fresh.filter((record) => record.source === source).length;
        return { source, cases: written, written };
      });
  } finally {
    await shelf.database.close();
  }
}

function accountsOf(secrets: Secrets, { source }: SampleSystem): FrontAccounts {
  return {
    ownerUrl: secrets.secret(`sandbox.${source}.url`),
    readerUrl: secrets.secret(`source.${source}.url`),
  };
}

async function fillFront(sample: Sample, wish: PrepareWish): Promise<PreparedSource> {
  const front = openFront(sample.system, wish.secrets);
  try {
    await front.makeTables(ownerOf(wish.policy));
    const empty = (await front.count()) === 0;
    if (empty) {
      const rows = sample.rows.map(({ stream, cells, writtenAt }) => ({
        stream,
        cells: { ...cells, MAKETIME: localTime(writtenAt) },
      }));
      rows.sort((left, right) => frontStreams.indexOf(left.stream) - frontStreams.indexOf(right.stream));
      await front.insert(rows);
    }
    const { source } = sample.system;
    return { source, cases: sample.totals.cases, written: empty ? rowCount(sample.totals) : 0 };
  } finally {
    await front.close();
  }
}
