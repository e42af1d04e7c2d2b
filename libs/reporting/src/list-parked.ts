import { And, Any, MoreThan, type ControlPlane, type FindOptionsWhere } from '#base/postgres';
import { parkedEntity, type Parked } from './entities/parked.entity.js';

/** A parked record as a list shows it: without its body. */
export type ParkedEntry = Omit<Parked, 'standard' | 'generation' | 'hash' | 'readAt' | 'operation' | 'body'>;

/** What to look for; null leaves a bound out. `after` is the last id of the page before. */
export interface ParkedFilter {
  readonly ids: readonly string[] | null;
  readonly source: string | null;
  readonly code: string | null;
  readonly caseNumber: string | null;
  readonly states: readonly string[];
  readonly after: string | null;
  readonly limit: number;
}

const shown = {
  id: true,
  state: true,
  cause: true,
  code: true,
  field: true,
  sentence: true,
  source: true,
  stream: true,
  caseNumber: true,
  topic: true,
  partition: true,
  offset: true,
  attempts: true,
  parkedAt: true,
  settledAt: true,
  settledBy: true,
  reason: true,
} as const satisfies Readonly<Record<keyof ParkedEntry, true>>;

/** One page of parked records, the oldest first. */
export function listParked(plane: ControlPlane, filter: ParkedFilter): Promise<readonly ParkedEntry[]> {
  return plane.use((manager) =>
    manager.find(parkedEntity, {
      select: shown,
      where: whereOf(filter),
      order: { id: 'asc' },
      take: filter.limit,
    }),
  );
}

/** TypeORM refuses null in a condition: what is not asked for is left out. */
function whereOf({ ids, source, code, caseNumber, states, after }: ParkedFilter): FindOptionsWhere<Parked> {
  return {
    state: Any(states),
    id: And(MoreThan(after ?? '0'), ...(ids === null ? [] : [Any(ids)])),
    ...(source !== null && { source }),
    ...(code !== null && { code }),
    ...(caseNumber !== null && { caseNumber }),
  };
}
