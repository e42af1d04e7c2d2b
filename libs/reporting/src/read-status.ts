import type { TopicNames } from '#base/kafka';
import { readDepartments, type DepartmentStatus } from './read-departments.js';
import { readFuses, type BlownFuse } from './fuse-desk.js';
import { readExpiries, type GrantExpiry } from './read-expiries.js';
import { readSources, type SourceStatus } from './read-sources.js';
import { findOutages, type Outage } from './outages.js';
import type { ReportStore } from './report-store.js';
import { isComplete, isSettled } from './settled.js';
import { countBreaches } from './sql/select-breaches.js';
import { countNobody, type NobodyCount } from './sql/count-nobody.js';
import { countParked, type ParkedCount } from './sql/count-parked.js';
import { countRoutes, type RouteCount } from './sql/count-routes.js';
import { selectHolds, type MassHold } from './sql/select-holds.js';
import { selectProcesses } from './sql/select-processes.js';
import { selectOutboxDepth, type OutboxDepth } from './sql/select-outbox-depth.js';

/** The state of the hub on one page. */
export interface HubStatus {
  /** Everything that can be read is read, unified and sent. */
  readonly settled: boolean;
  /** Settled, and no source is held up by a fault. */
  readonly complete: boolean;
  /** Processes of the hub that do not do their work: while there is one, nothing is settled. */
  readonly outages: readonly Outage[];
  readonly sources: readonly SourceStatus[];
  readonly departments: readonly DepartmentStatus[];
  readonly outbox: OutboxDepth;
  readonly parked: readonly ParkedCount[];
  /** Streams held because too many of their records were parked. */
  readonly fuses: readonly BlownFuse[];
  /** Messages about mass changes that wait for a person. */
  readonly holds: readonly MassHold[];
  readonly nobodyToTell: readonly NobodyCount[];
  readonly routes: readonly RouteCount[];
  /** How many supervision records that found a breach stand in each state. */
  readonly breaches: Readonly<Record<string, number>>;
  /** What departments granted the hub until a certain day, the first to end first. */
  readonly grants: readonly GrantExpiry[];
}

/** The processes on a record's way; the one that watches moves nothing. */
const movesRecords: ReadonlySet<string> = new Set(['collect', 'receive', 'normalise', 'relay']);

export async function readStatus(store: ReportStore, topics: TopicNames): Promise<HubStatus> {
  const { database } = store;
  // The outbox is read last: a message that commits in between shows there and not nowhere.
  const sources = await readSources(database, topics);
  const departments = await readDepartments(store);
  const parked = await countParked(database);
  const fuses = await readFuses(store.plane);
  const holds = await selectHolds(database, true);
  const nobodyToTell = await countNobody(database);
  const routes = await countRoutes(database);
  const breaches = await countBreaches(database);
  const grants = await readExpiries(database);
  const outages = findOutages(await selectProcesses(database));
  const outbox = await selectOutboxDepth(database);
  const working = outages.every(({ process }) => !movesRecords.has(process));
  return {
    settled: working && isSettled(sources, outbox.messages),
    complete: working && isComplete(sources, outbox.messages),
    outages,
    sources,
    departments,
    outbox,
    parked,
    fuses,
    holds,
    nobodyToTell,
    routes,
    breaches,
    grants,
  };
}
