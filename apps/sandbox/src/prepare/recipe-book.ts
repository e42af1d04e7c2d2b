import { Pool } from 'pg';
import type { SampleRecipe } from '../samples.js';

interface RecipeRow {
  readonly seed: string;
  readonly cases: number;
  readonly as_of: Date;
}

/** Where the approval bureau's database notes what its samples were made from; the hub's account cannot see it. */
export class RecipeBook {
  readonly #pool: Pool;

  constructor(url: string) {
    this.#pool = new Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 10_000 });
    this.#pool.on('error', () => undefined);
    this.#pool.on('connect', (client) => client.on('error', () => undefined));
  }

  /** The recipe in force: the one noted first, which is `recipe` if there was none. */
  async keep(recipe: SampleRecipe): Promise<SampleRecipe> {
    await this.#pool.query(`
      create schema if not exists sandbox;
      create table if not exists sandbox.recipe (
        is_one boolean primary key default true check (is_one),
        seed text not null,
        cases integer not null,
        as_of timestamptz not null
      )`);
    await this.#pool.query(
      'insert into sandbox.recipe (seed, cases, as_of) values ($1, $2, $3) on conflict do nothing',
      [recipe.seed, recipe.cases, recipe.asOf],
    );
    return (await this.read()) ?? recipe;
  }

  /** The noted recipe, or null before the first preparation. */
  async read(): Promise<SampleRecipe | null> {
    const known = await this.#pool.query<{ known: boolean }>(
      "select to_regclass('sandbox.recipe') is not null as known",
    );
    if (known.rows[0]?.known !== true) return null;
    const { rows } = await this.#pool.query<RecipeRow>('select seed, cases, as_of from sandbox.recipe');
    const [row] = rows;
    return row === undefined ? null : { seed: row.seed, cases: row.cases, asOf: row.as_of };
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}
