import { systemClock, type SourceDefinition } from '#base/contracts';
import { kafkaSettings, Producer, TopicNames } from '#base/kafka';
import type { Database } from '#base/postgres';
import type { VaultSecrets } from '#base/secrets';
import type { Settings } from '#base/settings';
import type { Telemetry } from '#base/telemetry';
import { readPushSettings } from '#libs/connectors';
import { InFlight, KnownSources, PushReceiver, readAddedCodes, type PushTerms } from '#libs/intake';
import { CodesInForce } from '#libs/standards';
import { TelemetryObserver } from './telemetry-observer.js';

/** The parts of the process, connected. */
export interface ReceiveParts {
  readonly producer: Producer;
  readonly sources: KnownSources;
  readonly receiver: PushReceiver;
  readonly inFlight: InFlight;
  readonly observer: TelemetryObserver;
}

/** Connects the stages: connectors say how a department signs, intake takes what it sends. */
export function composeReceive(
  settings: Settings,
  database: Database,
  secrets: VaultSecrets,
  telemetry: Telemetry,
): ReceiveParts {
  const clock = systemClock;
  const observer = new TelemetryObserver(telemetry, clock, settings.freshness.staleMs);
  const producer = new Producer(kafkaSettings(settings.kafka, 'hub-receive', settings.topic.prefix));
  const sources = new KnownSources({
    database,
    clock,
    terms: (source) => termsOf(source, secrets.secret),
    refreshSecrets: () => secrets.refresh(),
    unusable: (source, fault) => observer.unusable(source.id, fault),
  });
  const codes = new CodesInForce({
    database,
    clock,
    log: telemetry.log,
    added: (source) => readAddedCodes(database, source),
  });
  const receiver = new PushReceiver(
    {
      database,
      publisher: producer,
      topics: new TopicNames(settings.topic.prefix),
      clock,
      observer,
      sources: sources.sources,
      knownCodes: (source) => codes.of(source),
    },
    { ...settings.receive, skewMs: settings.receive.clockSkewMs },
  );
  return { producer, sources, receiver, inFlight: new InFlight(settings.receive.maxInFlightBytes), observer };
}

function termsOf(source: SourceDefinition, secret: (name: string) => string): PushTerms {
  const { digest, keys } = readPushSettings(source);
  return {
    digest,
    keys: keys.map(({ id, secret: name }) => ({ id, secret: () => secret(name) })),
    recordsPerSecond: source.budget?.rowsPerSecond ?? null,
  };
}
