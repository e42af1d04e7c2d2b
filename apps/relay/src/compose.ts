import { hostname } from 'node:os';
import { v7 as uuidV7 } from 'uuid';
import { systemClock } from '#base/contracts';
import {
  consumerReport,
  kafkaSettings,
  listTopics,
  Producer,
  TopicNames,
  type ConsumerHealth,
  type ConsumerObserver,
  type KafkaSettings,
} from '#base/kafka';
import { Database, positionSentence, type PositionChange } from '#base/postgres';
import type { Settings } from '#base/settings';
import type { Telemetry } from '#base/telemetry';
import { PolicyReader } from '#libs/catalogue';
import { readDeskPolicy } from '#libs/desks';
import { KafkaChannel, OutboxMessageWriter, OutboxSender, type MassFuseParts } from '#libs/sending';
import type { SupportParts } from '#libs/support';
import { DeadlineSweeper, replyConsumer, type ReplyParts, type SweepParts } from '#libs/tracking';
import { FencedPositions, HubTransport } from '#libs/transport';
import { readTrackingPolicy } from './read-policy.js';
import { RelayVoice } from './relay-voice.js';
import { ReplyGate } from './reply-gate.js';

/** The parts of the process, connected. */
export interface RelayParts {
  readonly database: Database;
  readonly transport: HubTransport;
  readonly replies: ReplyParts;
  readonly support: SupportParts;
  readonly sender: OutboxSender;
  readonly sweeper: DeadlineSweeper;
  readonly massFuse: MassFuseParts;
  readonly voice: RelayVoice;
  /** Closes connections, when everything that uses them has stopped. */
  close(): Promise<void>;
}

/** Lanes of a killed relay are free after this; a stopped one gives them back at once. */
const leaseMs = 8_000;
/** Rounds of different workers overlap: while one waits for the broker, another marks. */
const workers = 4;
const policyReloadMs = 3_000;

/** Connects the stages: sending, tracking, catalogue and calendar meet here and nowhere else. */
export function composeRelay(settings: Settings, telemetry: Telemetry): RelayParts {
  const clock = systemClock;
  const kafka = kafkaSettings(settings.kafka, 'hub-relay', settings.topic.prefix);
  const topics = new TopicNames(settings.topic.prefix);
  const database = new Database({
    url: settings.database.url,
    maxConnections: settings.database.poolSize,
    applicationName: 'hub relay',
  });
  const voice = new RelayVoice(telemetry, clock, settings.freshness.staleMs);
  const writer = new OutboxMessageWriter();
  const reader = new PolicyReader(database, clock, policyReloadMs);
  const policy = readTrackingPolicy(reader);
  const publisher = new Producer(kafka);
  const isolated = new Producer(kafka);
  const sender = new OutboxSender({
    database,
    channel: new KafkaChannel({ publisher, isolated, topics, clock, listTopics: () => listTopics(kafka) }),
    clock,
    observer: voice,
    settings: { ...settings.relay, workers, leaseMs },
    owner: `${hostname()}/${process.pid}/${uuidV7()}`,
  });
  const positions = positionsOf(kafka, database, telemetry);
  const gate = new ReplyGate(clock, (): ConsumerHealth => transport.health());
  const transport: HubTransport = new HubTransport({
    settings: kafka,
    groupId: topics.hubGroup('relay'),
    startOffset: positions.start,
    positions,
    observer: observe(telemetry, gate),
  });
  telemetry.health.add('consumer', () =>
    consumerReport(transport.health(), clock.now(), settings.freshness.staleMs),
  );
  const work = { database, writer, policy, clock, newId: uuidV7 };
  const sweeper = new DeadlineSweeper(
    { ...work, ...sweepLimits(settings.relay) },
    { everyMs: settings.relay.sweepMs, mayFire: gate.mayFire },
    { swept: (swept, seconds) => voice.swept(swept, seconds), failed: (fault) => voice.sweepFailed(fault) },
  );
  const replies: ReplyParts = { ...work, topics, observe: (from, taken) => voice.replies(from, taken) };
  const close = async (): Promise<void> => {
    await Promise.all([publisher.close(), isolated.close()]);
    await database.close();
  };
  const support = { ...work, policy: readDeskPolicy(reader) };
  return {
    database,
    massFuse: { ...work, limits: settings.relay },
    transport,
    replies,
    support,
    sender,
    sweeper,
    voice,
    close,
  };
}

function positionsOf(settings: KafkaSettings, database: Database, { log }: Telemetry): FencedPositions {
  const changed = (change: PositionChange): void => log.warn(positionSentence(change));
  return new FencedPositions({ settings, database, consumer: replyConsumer, changed });
}

type SweepLimits = Pick<SweepParts, 'batchSize' | 'catchUpMs' | 'reminderBudget'>;

function sweepLimits({ sweepBatchSize, catchUpMs, reminderBudget }: Settings['relay']): SweepLimits {
  return { batchSize: sweepBatchSize, catchUpMs, reminderBudget };
}

function observe({ log, metrics }: Telemetry, gate: ReplyGate): ConsumerObserver {
  return {
    onBatch: (done) => {
      gate.batchDone(done);
      metrics.observe('hub_stage_duration_seconds', { stage: 'replies' }, done.seconds);
      metrics.set('hub_consumer_lag_messages', { stage: 'relay', topic: done.topic }, done.lagMessages);
      metrics.set('hub_consumer_lag_seconds', { stage: 'relay', topic: done.topic }, done.lagSeconds);
    },
    onRetry: ({ fault, topic, partition, attempt }) => log.fault(fault, { topic, partition, attempt }),
    onRebalance: () => gate.rebalanced(),
    onReconnect: (fault) => log.fault(fault),
  };
}
