import { HubError, type Clock, type SourceDefinition, type SourceId, type StreamName } from '#base/contracts';
import { readConfigDocuments, type ConfigDocument, type Settings } from '#base/settings';
import { acceptSource, connectorKinds } from '#libs/connectors';
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

/** The definitions of the configuration; one that its connector would not take, or names one nobody has, is refused like any other mistake. */
export async function sourceDocuments(settings: Settings): Promise<readonly ConfigDocument[]> {
  const { sources } = await readConfigDocuments(settings.config.dir);
  for (const document of sources) refuseMistaken(document);
  return sources;
}

/** Throws HUB_SOURCE_INVALID with file, line and column for a definition that could never be opened. */
export function refuseMistaken(document: ConfigDocument): void {
  const definition = parseSource(document);
  if (!connectorKinds.includes(definition.connector)) {
    const reason = `没有名为“${definition.connector}”的连接器，可用的有：${connectorKinds.join('、')}`;
    throw sourceMistake(document, ['connector'], reason);
  }
  try {
    acceptSource(definition);
  } catch (thrown) {
    const { path, mistake } = thrown instanceof HubError ? thrown.facts : {};
    if (typeof path !== 'string' || typeof mistake !== 'string') throw thrown;
    throw sourceMistake(document, writtenPath(definition, path), mistake);
  }
}

/** A connector names a stream; its text has a list of them. */
function writtenPath({ streams }: SourceDefinition, path: string): readonly string[] {
  const [head = '', stream = '', ...rest] = path.split('.');
  const place = head === 'streams' ? streams.findIndex(({ name }) => name === stream) : -1;
  return place === -1 ? path.split('.') : [head, String(place), ...rest];
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
