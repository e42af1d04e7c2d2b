import type { Secrets } from '#base/secrets';
import {
  localTime,
  rowCount,
  type Sample,
  type SamplePolicy,
  type SampleSystem,
} from '../generator/index.js';
import { cook, openFront, ownerOf, systems, type SampleRecipe } from '../samples.js';
import { frontStreams, frontTables } from '../tables/index.js';
import { openMariadbSite } from './mariadb-accounts.js';
import { letPostgresReaderRead, openPostgresSite, type FrontAccounts } from './postgres-accounts.js';
import { RecipeBook } from './recipe-book.js';

/** What preparing needs: administrators' addresses, the accounts' secrets, the policy, and what to make if nothing is there. */
export interface PrepareWish {
  readonly postgresAdminUrl: string;
  readonly mysqlAdminUrl: string;
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
    await letPostgresReaderRead(
      accountsOf(wish.secrets, approval),
      Object.values(frontTables(approval.edition)).map(({ name }) => name),
    );
    return prepared;
  } finally {
    await book.close();
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
