/** Labels a metric may carry. Case numbers, message ids and persons never become labels. */
export type MetricLabel =
  | 'source'
  | 'stream'
  | 'region'
  | 'department'
  | 'code'
  | 'stage'
  | 'kind'
  | 'receipt'
  | 'outcome'
  | 'topic'
  | 'interface'
  | 'freshness'
  | 'state';

interface MetricEntry {
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labels: readonly MetricLabel[];
}

const stream = ['source', 'stream'] as const;
const department = ['region', 'department'] as const;

/** Every metric of the hub: the only place where one gets its name. Seconds and bytes, always. */
export const metricNames = {
  // every stage
  hub_faults_total: { type: 'counter', help: 'Faults by code.', labels: ['stage', 'code'] },
  hub_stage_duration_seconds: {
    type: 'histogram',
    help: 'Duration of one page, batch or claim of a stage.',
    labels: ['stage'],
  },
  // collect
  hub_records_read_total: { type: 'counter', help: 'Rows read from sources.', labels: stream },
  hub_records_published_total: { type: 'counter', help: 'Rows acknowledged by the broker.', labels: stream },
  hub_records_repeated_total: {
    type: 'counter',
    help: 'Rows recognised as repeats before the broker.',
    labels: stream,
  },
  hub_published_bytes_total: { type: 'counter', help: 'Bytes acknowledged by the broker.', labels: stream },
  hub_source_freshness_seconds: {
    type: 'gauge',
    help: 'Age of the newest proof that a stream is read up.',
    labels: stream,
  },
  hub_source_last_progress_timestamp_seconds: {
    type: 'gauge',
    help: 'When a stream last moved its checkpoint or was proven empty.',
    labels: stream,
  },
  hub_source_requests_total: {
    type: 'counter',
    help: 'Requests a source had to answer.',
    labels: ['source'],
  },
  hub_source_read_bytes_total: {
    type: 'counter',
    help: 'Bytes of rows read from a source.',
    labels: ['source'],
  },
  hub_source_busy_seconds_total: {
    type: 'counter',
    help: 'Time a source spent on our requests.',
    labels: ['source'],
  },
  hub_source_throttled_seconds_total: {
    type: 'counter',
    help: 'Time we waited to stay within a source’s budget.',
    labels: ['source'],
  },
  hub_source_pace_ratio: {
    type: 'gauge',
    help: 'Share of the full pace a source is given; below 1 while it is slow or asks for less.',
    labels: ['source'],
  },
  hub_rows_late_total: {
    type: 'counter',
    help: 'Rows found behind everything a poll reads again: they came late, or with a time long past.',
    labels: stream,
  },
  hub_source_log_retained_bytes: {
    type: 'gauge',
    help: 'Bytes of change log a source keeps on its disk for the hub.',
    labels: ['source'],
  },
  // normalise
  hub_records_unified_total: {
    type: 'counter',
    help: 'Raw messages that became unified records.',
    labels: stream,
  },
  hub_records_parked_total: {
    type: 'counter',
    help: 'Raw messages parked, by code.',
    labels: ['source', 'stream', 'code'],
  },
  hub_records_passed_total: {
    type: 'counter',
    help: 'Records that went past an earlier parked one of their case because enough were waiting, or long enough.',
    labels: stream,
  },
  hub_stream_held: {
    type: 'gauge',
    help: 'Streams held because too many of their records were parked.',
    labels: stream,
  },
  hub_breaches_total: {
    type: 'counter',
    help: 'Supervision records that found a breach, by what became of them: told, nobody, ambiguous and so on.',
    labels: ['outcome'],
  },
  // relay
  hub_deliveries_total: { type: 'counter', help: 'Messages delivered.', labels: department },
  hub_delivery_delay_seconds: {
    type: 'histogram',
    help: 'From commit to the broker’s acknowledgement.',
    labels: [],
  },
  hub_receipts_total: { type: 'counter', help: 'Receipts accepted.', labels: [...department, 'receipt'] },
  hub_replies_total: {
    type: 'counter',
    help: 'Messages from departments by outcome.',
    labels: [...department, 'outcome'],
  },
  hub_deadlines_fired_total: {
    type: 'counter',
    help: 'Urges and supervisions sent.',
    labels: [...department, 'kind'],
  },
  // watch
  hub_source_state: {
    type: 'gauge',
    help: 'The state of a source, 1 for the one it is in.',
    labels: ['source', 'state'],
  },
  hub_source_drift_open: {
    type: 'gauge',
    help: 'Differences from a source’s contracts that wait for a decision.',
    labels: ['source'],
  },
  hub_source_healthy: {
    type: 'gauge',
    help: '1 while a source makes progress, is proven empty or rests on purpose.',
    labels: ['source'],
  },
  hub_source_next_try_timestamp_seconds: {
    type: 'gauge',
    help: 'When a source that rests by its hours or its breaker is read again.',
    labels: ['source'],
  },
  hub_outbox_messages: { type: 'gauge', help: 'Messages waiting in the outbox.', labels: [] },
  hub_outbox_oldest_age_seconds: {
    type: 'gauge',
    help: 'Age of the oldest message in the outbox.',
    labels: [],
  },
  hub_deliveries_open: { type: 'gauge', help: 'Deliveries that still owe a receipt.', labels: department },
  hub_deliveries_overdue: {
    type: 'gauge',
    help: 'Deliveries with a missed deadline that is still owed.',
    labels: department,
  },
  hub_parked_records: { type: 'gauge', help: 'Records parked now.', labels: ['source', 'code'] },
  hub_lookups_total: {
    type: 'counter',
    help: 'Questions to national systems over HTTP, by outcome and where the answer came from.',
    labels: ['interface', 'outcome', 'freshness'],
  },
  hub_lookup_duration_seconds: {
    type: 'histogram',
    help: 'Time from a question to its outcome.',
    labels: ['interface'],
  },
  hub_lookup_breaker_open: {
    type: 'gauge',
    help: 'Whether nobody asks the national system because it failed time after time.',
    labels: ['interface'],
  },
  hub_secret_expires_timestamp_seconds: {
    type: 'gauge',
    help: 'When the first of a department’s grants ends.',
    labels: department,
  },
  hub_nobody_to_tell_cases: {
    type: 'gauge',
    help: 'Granted cases without anybody to tell.',
    labels: ['region'],
  },
  hub_attachments_removed_total: {
    type: 'counter',
    help: 'Uploads removed because no message named them in time.',
    labels: [],
  },
  hub_consumer_lag_messages: {
    type: 'gauge',
    help: 'Messages between the group and the end.',
    labels: ['stage', 'topic'],
  },
  hub_consumer_lag_seconds: {
    type: 'gauge',
    help: 'Age of the first message not yet consumed.',
    labels: ['stage', 'topic'],
  },
} as const satisfies Readonly<Record<string, MetricEntry>>;

export type MetricName = keyof typeof metricNames;
type NamesOf<Type extends MetricEntry['type']> = {
  [Name in MetricName]: (typeof metricNames)[Name]['type'] extends Type ? Name : never;
}[MetricName];
export type CounterName = NamesOf<'counter'>;
export type GaugeName = NamesOf<'gauge'>;
export type HistogramName = NamesOf<'histogram'>;

/** The labels of a metric, each with its value. */
export type LabelsOf<Name extends MetricName> = Readonly<
  Record<(typeof metricNames)[Name]['labels'][number], string>
>;

/** Buckets of every duration, in seconds: from a millisecond to two minutes. */
export const durationBuckets = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];
