import {
  And,
  Any,
  Equal,
  IsNull,
  Raw,
  MoreThan,
  type ControlPlane,
  type FindOperator,
  type FindOptionsWhere,
} from '#base/postgres';
import { parkedEntity, type Parked } from './entities/parked.entity.js';
import type { ParkedSelection } from './parked-selection.js';

/** A parked record as a list shows it: without its body. */
export type ParkedEntry = Omit<
  Parked,
  'standard' | 'generation' | 'hash' | 'readAt' | 'operation' | 'quiet' | 'subject' | 'body' | 'original'
>;

/** One page of a selection; `after` is the last id of the page before. */
export interface ParkedFilter extends ParkedSelection {
  readonly after?: string | null;
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
  correctedAt: true,
  correctedBy: true,
  correctedFields: true,
  waitUntil: true,
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

/** The numbers of every record of a selection, the oldest first. */
export async function parkedIds(plane: ControlPlane, selection: ParkedSelection): Promise<readonly string[]> {
  const rows = await plane.use((manager) =>
    manager.find(parkedEntity, { select: { id: true }, where: whereOf(selection), order: { id: 'asc' } }),
  );
  return rows.map(({ id }) => id);
}

/** TypeORM refuses null in a condition: what is not asked for is left out. */
function whereOf({ ids, states, after, ...columns }: Omit<ParkedFilter, 'limit'>): FindOptionsWhere<Parked> {
  const { stream, field, source, within, cause, code, caseNumber } = columns;
  const wanted = Object.entries({ cause, code, caseNumber }).filter(([, value]) => isGiven(value));
  return {
    state: Any(states),
    id: And(MoreThan(after ?? '0'), ...(isGiven(ids) ? [Any(ids)] : [])),
    ...Object.fromEntries(wanted),
    source: And(isOf(within ?? '%'), ...(isGiven(source) ? [Equal(source)] : [])),
    ...(isGiven(stream) && { stream: equalOrNone(stream) }),
    ...(isGiven(field) && { field: equalOrNone(field) }),
  };
}

/** A pattern of sources (`370800.zjj.%`) also means the replies of the department itself, which are parked under its bare name. */
function isOf(within: string): FindOperator<string> {
  return Raw((column) => `${column} || '.' like :within`, { within });
}

function isGiven<Value>(value: Value | null | undefined): value is Value {
  return value !== null && value !== undefined;
}

function equalOrNone(text: string): FindOperator<string> {
  return text === '' ? IsNull() : Equal(text);
}
