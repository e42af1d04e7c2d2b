import type { Zone } from '../database/zone.js';
import type { Answer } from './answer.js';
import type { StreamPlan } from './stream-plan.js';

/** What reading a stream page by page needs. */
export interface Walk {
  readonly source: string;
  readonly plan: StreamPlan;
  readonly zone: Zone;
  readonly pageSize: number;
  readonly overlapMs: number;
  /** The number of the first page. */
  readonly first: number;
  readonly signal: AbortSignal;
  /** One call, with the values of the template's names. Answers nothing when the signal ended it: look at the signal first. */
  ask(values: Readonly<Record<string, string>>): Promise<Answer>;
}
