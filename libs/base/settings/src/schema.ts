import { z } from 'zod';

const milliseconds = z.int().positive();
const count = z.int().positive();
const port = z.int().min(0).max(65535);

/** Shape of every setting. Defaults and explanations live in `config/defaults.yaml`, so a key missing there is an error too. */
export const settingsSchema = z.strictObject({
  database: z.strictObject({ url: z.string(), poolSize: count }),
  kafka: z.strictObject({
    brokers: z.array(z.string().regex(/^\S+:\d+$/)),
    saslMechanism: z
      .string()
      .toLowerCase()
      .pipe(z.enum(['scram-sha-512', 'scram-sha-256', 'plain', ''])),
    username: z.string(),
    password: z.string(),
    tls: z.boolean(),
    caFile: z.string(),
  }),
  topic: z.strictObject({ prefix: z.string().regex(/^[a-zA-Z0-9._-]*$/) }),
  http: z.strictObject({ port }),
  log: z.strictObject({ file: z.string(), level: z.enum(['debug', 'info', 'warn', 'error']) }),
  secrets: z.strictObject({ file: z.string() }),
  vault: z.strictObject({ key: z.string(), keyFile: z.string(), keyCommand: z.string() }),
  config: z.strictObject({ dir: z.string() }),
  setup: z.strictObject({ admit: z.array(z.string()) }),
  collect: z.strictObject({
    leaseMs: milliseconds,
    heartbeatMs: milliseconds,
    claimMs: milliseconds,
    retryFirstMs: milliseconds,
    retryMaxMs: milliseconds,
    stallMs: milliseconds,
    restartsPerHour: count,
    breakerRestMs: milliseconds,
    breakerRestMaxMs: milliseconds,
  }),
  receive: z
    .strictObject({
      host: z.string().min(1),
      port,
      maxBodyBytes: count,
      maxRecords: count,
      maxRecordBytes: count,
      maxInFlightBytes: count,
      bodyTimeoutMs: milliseconds,
      publishTimeoutMs: milliseconds,
      clockSkewMs: milliseconds,
      keepAnswersMs: milliseconds,
    })
    // A request that was overheard would be taken anew once its answer is forgotten while its time still counts.
    .refine(({ clockSkewMs, keepAnswersMs }) => keepAnswersMs > 2 * clockSkewMs, { path: ['keepAnswersMs'] }),
  normalise: z.strictObject({
    maxBytesPerPartition: count,
    retryFirstMs: milliseconds,
    retryMaxMs: milliseconds,
    policyReloadMs: milliseconds,
    fuseWindow: count,
    fuseAtLeast: count,
    fuseShare: z.number().positive().max(1),
    fuseInFlight: count,
  }),
  relay: z.strictObject({
    batchSize: count,
    pollMs: milliseconds,
    sweepMs: milliseconds,
    sweepBatchSize: count,
    catchUpMs: milliseconds,
    reminderBudget: count,
    massChanges: count,
    massWindowMs: milliseconds,
    retryScheduleMs: z.array(milliseconds).min(1),
  }),
  watch: z.strictObject({ port, refreshMs: milliseconds, operatorToken: z.string().regex(/^(.{16,})?$/) }),
  documents: z.strictObject({
    store: z.enum(['folder', 's3']),
    folder: z.string().min(1),
    s3Endpoint: z.union([z.literal(''), z.url()]),
    s3Bucket: z.string(),
    s3Region: z.string().min(1),
    maxFileBytes: count,
    linkMinutes: count,
    keepUnnamedDays: count,
  }),
  access: z.strictObject({
    lockFailures: count,
    lockMs: milliseconds,
    idleMs: milliseconds,
    longestMs: milliseconds,
    secureCookies: z.boolean(),
    requestsPerMinute: count,
    maxBodyBytes: count,
    keepJournalDays: z.int().min(184),
  }),
  oidc: z.strictObject({
    issuer: z.union([z.literal(''), z.url()]),
    clientId: z.string(),
    redirectUri: z.union([z.literal(''), z.url()]),
    scope: z.string().min(1),
    allowHttp: z.boolean(),
  }),
  freshness: z.strictObject({ staleMs: milliseconds }),
  region: z.strictObject({ timeZone: z.string().min(1) }),
});

type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/** All settings of a process, checked and frozen. Durations are milliseconds; an empty text means "not set". */
export type Settings = DeepReadonly<z.infer<typeof settingsSchema>>;
