import type { Queryable } from '#base/contracts';
import type { PublishedList } from '../report/list-finding.js';

/** The lists in force, and whether their entries still are what they were when the version was published. */
export async function readPublishedLists(queryable: Queryable): Promise<readonly PublishedList[]> {
  const { rows } = await queryable.query<PublishedList>(
    `select kind, region, version, published_on::text as "publishedOn", digest <> first_digest as changed
       from policy.list
      where current
      order by kind, region`,
  );
  return rows;
}
