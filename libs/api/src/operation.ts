import type { z } from 'zod';
import type { RouteNeed } from '#base/contracts';

/** What one address of the API is for, what it asks of whoever comes, and what it takes. */
export interface Operation {
  readonly title: string;
  readonly need: RouteNeed;
  /** The `{id}` of the address is a source. */
  readonly subject?: 'source';
  /** It shows records of persons, so that every look goes into the journal. */
  readonly personal?: true;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** The media type of a body that is no JSON; it comes as a stream. */
  readonly takes?: 'application/octet-stream';
  /** The media type of an answer that is no JSON. */
  readonly gives?: '*/*';
  /** The status of a good answer where it is not 200. */
  readonly status?: number;
  /** Further statuses that come with the same answer rather than a problem. */
  readonly also?: readonly number[];
}

type Given = Omit<Operation, 'title' | 'need'>;
type Need = RouteNeed['right'];

/** Of which everybody who has the right sees their part. */
export const own = (right: Need, title: string, given: Given = {}): Operation => ({
  title,
  need: { right, reach: 'own' },
  ...given,
});
/** Of the hub as a whole, for those who work for all of it. */
export const hub = (right: Need, title: string, given: Given = {}): Operation => ({
  title,
  need: { right, reach: 'hub' },
  ...given,
});
