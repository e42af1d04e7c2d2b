import type { Queryable } from '#base/contracts';
import type { EditionOrigin } from './insert-edition.js';

/** The newest edition of the policy. */
export interface Edition {
  readonly number: number;
  readonly digest: string;
  readonly origin: EditionOrigin;
}

/** Reads which edition is the newest; null before the first load. */
export async function readEdition(queryable: Queryable): Promise<Edition | null> {
  const { rows } = await queryable.query<Edition>(
    'select number, digest, origin from policy.edition order by number desc limit 1',
  );
  return rows[0] ?? null;
}
