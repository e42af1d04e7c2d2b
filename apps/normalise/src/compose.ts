import { v7 as uuidV7 } from 'uuid';
import { systemClock, type Clock } from '#base/contracts';
import {
  consumerReport,
  kafkaSettings,
  TopicNames,
  type ConsumerObserver,
  type KafkaSettings,
} from '#base/kafka';
import { CrashGuard, Database, positionSentence, type PositionChange } from '#base/postgres';
import type { Settings } from '#base/settings';
import type { Telemetry } from '#base/telemetry';
import { PolicyReader } from '#libs/catalogue';
import { readAddedCodes, readSource } from '#libs/intake';
import { OutboxMessageWriter } from '#libs/sending';
import { noteMappings, StandardsInForce } from '#libs/standards';
import { FencedPositions, HubTransport } from '#libs/transport';
import { BreachRouter } from './breach-router.js';
import { CaseRouter } from './case-router.js';
import { CommitEntries } from './commit-entries.js';
import { consumerName } from './gates.js';
import { NormaliseBatch } from './normalise-batch.js';
import { ReleaseParked } from './release-parked.js';
import { RetryBreaches } from './retry-breaches.js';
import { SourceMapping } from './source-mapping.js';
import { StreamFuses, type FuseSettings } from './stream-fuses.js';
import { TellWithheld } from './tell-withheld.js';

/** The parts of the process, connected. */
export interface NormaliseParts {
  readonly database: Database;
  readonly transport: HubTransport;
  readonly batch: CrashGuard;
  readonly release: ReleaseParked;
  readonly telling: TellWithheld;
  readonly retry: RetryBreaches;
  readonly fuses: StreamFuses;
  readonly clock: Clock;
}

/** Connects the stages: mapping, records, routing and sending meet here and nowhere else. */
export function composeNormalise(settings: Settings, telemetry: Telemetry): NormaliseParts {
  const clock = systemClock;
  const kafka = kafkaSettings(settings.kafka, 'hub-normalise', settings.topic.prefix);
  const topics = new TopicNames(settings.topic.prefix);
  const database = new Database({
    url: settings.database.url,
    maxConnections: settings.database.poolSize,
    applicationName: 'hub normalise',
  });
  const reloadMs = settings.normalise.policyReloadMs;
  const mapping = new SourceMapping({
    standards: new StandardsInForce({
      database,
      clock,
      log: telemetry.log,
      reloadMs,
    }),
    clock,
    reloadMs,
    definition: (source) => readSource(database, source),
    codes: (source) => readAddedCodes(database, source),
    note: (mappings) => noteMappings(database, mappings, clock.now()),
  });
  const policy = new PolicyReader(database, clock, reloadMs);
  const writer = new OutboxMessageWriter();
  const router = new CaseRouter(writer, uuidV7);
  const breaches = new BreachRouter(writer, uuidV7);
  const commits = new CommitEntries(database, policy, router, breaches, clock);
  const positions = positionsOf(kafka, database, telemetry);
  const transport = new HubTransport({
    settings: kafka,
    groupId: topics.hubGroup('normalise'),
    startOffset: positions.start,
    positions,
    observer: observe(telemetry),
    tuning: {
      maxBytesPerPartition: settings.normalise.maxBytesPerPartition,
      backOff: { firstMs: settings.normalise.retryFirstMs, maxMs: settings.normalise.retryMaxMs },
    },
  });
  telemetry.health.add('consumer', () =>
    consumerReport(transport.health(), clock.now(), settings.freshness.staleMs),
  );
  const fuses = new StreamFuses(database, fuseSettings(settings), clock, telemetry);
  const batch = new CrashGuard(
    database,
    consumerName,
    new NormaliseBatch(topics, mapping, commits, fuses, telemetry),
  );
  const release = new ReleaseParked(database, mapping, commits, clock, telemetry);
  const telling = new TellWithheld(database, policy, router, clock, telemetry);
  const retry = new RetryBreaches(database, policy, breaches, clock, telemetry.metrics);
  return { database, transport, batch, release, telling, retry, fuses, clock };
}

function positionsOf(settings: KafkaSettings, database: Database, { log }: Telemetry): FencedPositions {
  const changed = (change: PositionChange): void => log.warn(positionSentence(change));
  return new FencedPositions({ settings, database, consumer: consumerName, changed });
}

function fuseSettings({ normalise }: Settings): FuseSettings {
  const { fuseWindow: window, fuseAtLeast: atLeast, fuseShare: share, fuseInFlight: inFlight } = normalise;
  return { window, atLeast, share, inFlight };
}

function observe(telemetry: Telemetry): ConsumerObserver {
  const { log, metrics } = telemetry;
  return {
    onBatch: (done) => {
      metrics.set('hub_consumer_lag_messages', { stage: 'normalise', topic: done.topic }, done.lagMessages);
      metrics.set('hub_consumer_lag_seconds', { stage: 'normalise', topic: done.topic }, done.lagSeconds);
    },
    onRetry: (retry) =>
      log.fault(retry.fault, { topic: retry.topic, partition: retry.partition, attempt: retry.attempt }),
    onReconnect: (fault) => log.fault(fault),
  };
}
