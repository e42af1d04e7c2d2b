import type { Clock, SourceId, StreamName } from '#base/contracts';
import { planSources, type PlannedSource } from '#libs/intake';
import { readConfigState, readConfiguration, type Configuration, type ConfigState } from '#libs/operating';
import { readAffected, type AffectedDepartment, type ReportStore } from '#libs/reporting';

/** One difference between configuration and what runs, as a person reads it. */
export interface Difference {
  readonly source: SourceId;
  readonly name: string;
  readonly kind: Exclude<PlannedSource['kind'], 'unchanged'>;
  readonly state: string | null;
  /** The version that runs. */
  readonly version: number | null;
  readonly fields: PlannedSource['fields'];
  readonly streamsAdded: readonly StreamName[];
  readonly streamsRemoved: readonly StreamName[];
  /** Streams whose cursors start from the beginning. */
  readonly restarted: readonly StreamName[];
  /** Who is told of cases of this source. */
  readonly affected: readonly AffectedDepartment[];
}

/** How the configuration stands to what runs and is in force. */
export interface ConfigPlan extends ConfigState {
  readonly sources: readonly Difference[];
}

/** Compares all of the configuration with what runs; nothing is written. */
export async function readPlan(store: ReportStore, configDir: string, clock: Clock): Promise<ConfigPlan> {
  const configuration = await readConfiguration(configDir);
  return {
    ...(await readConfigState(store.database, configDir)),
    sources: await differences(store, configuration, clock),
  };
}

/** What would change in the sources if the configuration were applied; nothing is written. */
export async function differences(
  store: ReportStore,
  { sources, sourcesUncertain }: Configuration,
  clock: Clock,
  only?: SourceId,
): Promise<readonly Difference[]> {
  const plan = await planSources(store.database, sources);
  const date = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(clock.now());
  const found: Difference[] = [];
  for (const source of plan) {
    const { kind } = source;
    if (kind === 'unchanged' || (kind === 'removed' && sourcesUncertain)) continue;
    if (only !== undefined && source.id !== only) continue;
    const affected = await readAffected(store.database, source.id, date);
    found.push({ ...described(source), kind, affected });
  }
  return found;
}

function described({
  id,
  stored,
  wanted,
  ...difference
}: PlannedSource): Omit<Difference, 'kind' | 'affected'> {
  const { fields, streamsAdded, streamsRemoved, restarted } = difference;
  const definition = wanted?.definition ?? stored?.definition;
  const running = stored === null ? { state: null, version: null } : stored;
  const { state, version } = running;
  return {
    source: id,
    name: definition?.name ?? '',
    state,
    version,
    fields,
    streamsAdded,
    streamsRemoved,
    restarted,
  };
}
