import { Kafka, logLevel, type SASLOptions } from 'kafkajs';
import type { Admin, Base, BaseOptions, Connection, SASLMechanismValue } from '@platformatic/kafka';
import type { KafkaSasl, KafkaSettings } from './kafka-settings.js';

const mechanisms = {
  plain: 'PLAIN',
  'scram-sha-256': 'SCRAM-SHA-256',
  'scram-sha-512': 'SCRAM-SHA-512',
} as const satisfies Record<KafkaSasl['mechanism'], SASLMechanismValue>;

/** The client that consumes (kafkajs). Its own log is off: what matters reaches the observer as events. */
export function consumingClient(settings: KafkaSettings): Kafka {
  const { sasl, tls } = settings;
  return new Kafka({
    clientId: settings.clientId,
    brokers: [...settings.brokers],
    logLevel: logLevel.NOTHING,
    connectionTimeout: 5_000,
    requestTimeout: 30_000,
    retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 6 },
    ...(sasl === null ? {} : { sasl: saslOf(sasl) }),
    ...(tls === null ? {} : { ssl: tls.ca === null ? true : { ca: [tls.ca] } }),
  });
}

/**
 * Options of the client that publishes and administers (@platformatic/kafka). It is loaded when first used: it compiles forty checks of
 * its own as it loads, which half the commands and most specs have no need of.
 */
export function publishingOptions(settings: KafkaSettings): BaseOptions {
  const { sasl, tls } = settings;
  return {
    clientId: settings.clientId,
    bootstrapBrokers: [...settings.brokers],
    connectTimeout: 5_000,
    timeout: 15_000,
    retryDelay: (_client, _operation, attempt) => Math.min(100 * 2 ** (attempt - 1), 1_000),
    ...(sasl === null
      ? {}
      : {
          sasl: { mechanism: mechanisms[sasl.mechanism], username: sasl.username, password: sasl.password },
        }),
    ...(tls === null ? {} : { tls: tls.ca === null ? {} : { ca: tls.ca } }),
  };
}

/** The request that was under way fails with it; without a listener it would end the process. */
const onCut = (): void => undefined;

/**
 * A client whose connections cannot end the process. One that is cut while it signs in says so twice, and the client's own pool
 * listens only once; what was asked over it fails as ever.
 */
export function enduring<Client extends Base>(client: Client): Client {
  client.connections.on('connecting', ({ connection }) => connection.on('error', onCut));
  return client;
}

/** A client that administers; whoever asked for it closes it. */
export async function openAdmin(settings: KafkaSettings, retries: number): Promise<Admin> {
  const library = await import('@platformatic/kafka');
  return enduring(new library.Admin({ ...publishingOptions(settings), retries }));
}

/** A connection to the first bootstrap broker that answers, signed in; throws what the last one said. */
export async function openConnection(settings: KafkaSettings): Promise<Connection> {
  const library = await import('@platformatic/kafka');
  let failure: unknown;
  for (const broker of settings.brokers) {
    const connection = new library.Connection(settings.clientId, publishingOptions(settings));
    connection.on('error', onCut);
    const at = broker.lastIndexOf(':');
    try {
      await connection.connect(broker.slice(0, at), Number(broker.slice(at + 1)));
      return connection;
    } catch (thrown) {
      failure = thrown;
    }
  }
  throw failure;
}

function saslOf({ mechanism, username, password }: KafkaSasl): SASLOptions {
  if (mechanism === 'plain') return { mechanism, username, password };
  if (mechanism === 'scram-sha-256') return { mechanism, username, password };
  return { mechanism, username, password };
}
