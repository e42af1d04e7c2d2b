import type { Queryable } from '#base/contracts';
import type { Edition } from './read-edition.js';

/** The edition that was the newest at an instant; null when none was loaded yet. */
export async function readEditionAt(queryable: Queryable, at: Date): Promise<Edition | null> {
  const { rows } = await queryable.query<Edition>(
    'select number, digest, origin from policy.edition where loaded_at <= $1 order by number desc limit 1',
    [at],
  );
  return rows[0] ?? null;
}
