import { type Clock, type SourceId, type StreamName } from '#base/contracts';
import { readConfigDocuments, type ConfigDocument, type Settings } from '#base/settings';
import { connectorKinds } from '#libs/connectors';
import { parseSource, planSources, sourceMistake, type PlannedSource } from '#libs/intake';
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

/** The definitions of the configuration; one that names a connector nobody has is refused like any other mistake. */
export async function sourceDocuments(settings: Settings): Promise<readonly ConfigDocument[]> {
  const { sources } = await readConfigDocuments(settings.config.dir);
  for (const document of sources) {
    const { connector } = parseSource(document);
    if (connectorKinds.includes(connector)) continue;
    const reason = `没有名为“${connector}”的连接器，可用的有：${connectorKinds.join('、')}`;
    throw sourceMistake(document, ['connector'], reason);
  }
  return sources;
}

/** What would change if the documents were applied; nothing is written. */
export async function differences(
  store: ReportStore,
  documents: readonly ConfigDocument[],
  clock: Clock,
  only?: SourceId,
): Promise<readonly Difference[]> {
  const plan = await planSources(store.database, documents);
  const date = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(clock.now());
  const found: Difference[] = [];
  for (const source of plan) {
    const { kind } = source;
    if (kind === 'unchanged' || (only !== undefined && source.id !== only)) continue;
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
