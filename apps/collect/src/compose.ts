import { hostname } from 'node:os';
import { systemClock } from '#base/contracts';
import { kafkaSettings, Producer, TopicNames } from '#base/kafka';
import type { Database } from '#base/postgres';
import type { VaultSecrets } from '#base/secrets';
import type { Settings } from '#base/settings';
import type { Telemetry } from '#base/telemetry';
import { findConnector } from '#libs/connectors';
import { Collector, readAddedCodes, type CollectPorts } from '#libs/intake';
import { CodesInForce } from '#libs/standards';
import { v7 as uuidV7 } from 'uuid';
import { TelemetryObserver } from './telemetry-observer.js';

/** The parts of the process, connected. */
export interface CollectParts {
  readonly database: Database;
  readonly producer: Producer;
  readonly collector: Collector;
}

/** What was opened before the telemetry, which has to know the secrets by heart. */
export interface CollectGround {
  readonly database: Database;
  readonly secrets: VaultSecrets;
}

/** A source at fault is tried again after a minute, or at once when its definition changes. */
const faultRestMs = 60_000;

/** Connects the stages: connectors and intake meet here and nowhere else. */
export function composeCollect(
  settings: Settings,
  { database, secrets }: CollectGround,
  telemetry: Telemetry,
): CollectParts {
  const clock = systemClock;
  const producer = new Producer(kafkaSettings(settings.kafka, 'hub-collect', settings.topic.prefix));
  const codes = new CodesInForce({
    database,
    clock,
    log: telemetry.log,
    added: (source) => readAddedCodes(database, source),
  });
  const ports: CollectPorts = {
    database,
    publisher: producer,
    topics: new TopicNames(settings.topic.prefix),
    clock,
    observer: new TelemetryObserver(telemetry, clock, settings.freshness.staleMs, settings.region.timeZone),
    open: async (source, gate) => {
      // A password that was rotated is taken up where the source is opened anew.
      await secrets.refresh();
      return findConnector(source.connector).open(source, secrets.secret, gate);
    },
    knownCodes: (source) => codes.of(source),
    random: Math.random,
  };
  const owner = `${hostname()}/${process.pid}/${uuidV7()}`;
  const { restartsPerHour, breakerRestMs, breakerRestMaxMs, ...leases } = settings.collect;
  const breaker = { mostAnHour: restartsPerHour, restMs: breakerRestMs, longestRestMs: breakerRestMaxMs };
  return { database, producer, collector: new Collector(ports, owner, { ...leases, breaker, faultRestMs }) };
}
