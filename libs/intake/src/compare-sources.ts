import { durationText, type SourceDefinition, type StreamDefinition, type StreamName } from '#base/contracts';
import { hoursText } from '#base/pacing';

/** A field that says something else than before, by its name in the YAML; null where it is not there. */
export interface FieldChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What differs between two definitions of a source. */
export interface SourceDifference {
  readonly fields: readonly FieldChange[];
  readonly streamsAdded: readonly StreamName[];
  readonly streamsRemoved: readonly StreamName[];
  /** Streams read from another table or in another order: their cursors start from the beginning. */
  readonly restarted: readonly StreamName[];
}

/** Compares what two definitions mean, field by field; either may be missing. Fields of a stream that comes or goes are not listed. */
export function compareSources(
  before: SourceDefinition | null,
  after: SourceDefinition | null,
): SourceDifference {
  const old = before?.streams ?? [];
  const now = after?.streams ?? [];
  const added = now.filter(({ name }) => find(old, name) === undefined);
  const removed = old.filter(({ name }) => find(now, name) === undefined);
  const common = old.filter(({ name }) => find(now, name) !== undefined);
  return {
    fields: before === null || after === null ? [] : changedFields(before, after),
    streamsAdded: added.map(({ name }) => name),
    streamsRemoved: removed.map(({ name }) => name),
    restarted: common.filter((stream) => restarts(stream, find(now, stream.name))).map(({ name }) => name),
  };
}

/** Whether a stream is read from another table or in another order than before, so that its cursor means nothing any more. */
export function readDifferently(before: StreamDefinition, now: StreamDefinition): boolean {
  const order = ({ table, mode, cursor, key }: StreamDefinition): string =>
    JSON.stringify([table, mode, cursor, key]);
  return order(before) !== order(now);
}

function restarts(before: StreamDefinition, now: StreamDefinition | undefined): boolean {
  return now !== undefined && readDifferently(before, now);
}

function find(streams: readonly StreamDefinition[], name: StreamName): StreamDefinition | undefined {
  return streams.find((stream) => stream.name === name);
}

function changedFields(before: SourceDefinition, after: SourceDefinition): readonly FieldChange[] {
  const kept = before.streams.filter(({ name }) => find(after.streams, name) !== undefined);
  const common = new Set(kept.map(({ name }) => name));
  const old = fieldsOf(before, common);
  const now = fieldsOf(after, common);
  const changes: FieldChange[] = [];
  for (const field of new Set([...old.keys(), ...now.keys()])) {
    const change = { field, before: old.get(field) ?? null, after: now.get(field) ?? null };
    if (change.before !== change.after) changes.push(change);
  }
  return changes;
}

function fieldsOf(
  { streams, ...source }: SourceDefinition,
  common: ReadonlySet<StreamName>,
): ReadonlyMap<string, string> {
  const kept = streams.filter(({ name }) => common.has(name));
  const fields = new Map<string, string>();
  collect(fields, '', source);
  fields.set('streams', kept.map(({ name }) => name).join('、'));
  const hours = source.budget?.hours;
  if (hours !== undefined) fields.set('budget.hours', hours.map(hoursText).join('、'));
  for (const stream of kept) collect(fields, `streams.${stream.name}`, stream);
  return fields;
}

function collect(fields: Map<string, string>, path: string, value: object): void {
  for (const [key, part] of Object.entries(value) as readonly (readonly [string, unknown])[]) {
    const place = path === '' ? key : `${path}.${key}`;
    if (typeof part === 'object' && part !== null && !Array.isArray(part)) collect(fields, place, part);
    else if (part !== null) fields.set(writtenName(place), textOf(place, part));
  }
}

const underRead = new Set(['pageSize', 'poll', 'lag', 'overlap', 'sweep.every', 'sweep.window']);

/** Durations are milliseconds inside the hub and texts with a unit in the YAML, some of them under `read`. */
function writtenName(path: string): string {
  const name = path.replace(/Ms$/, '');
  return underRead.has(name) ? `read.${name}` : name;
}

function textOf(path: string, value: unknown): string {
  if (typeof value === 'number' && path.endsWith('Ms')) return durationText(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
