import { readFileSync } from 'node:fs';
import { HubError } from '#base/contracts';

/** The `kafka` section of the settings, as read from file and environment. Empty texts mean "not set". */
export interface KafkaSection {
  readonly brokers: readonly string[];
  readonly saslMechanism: '' | 'plain' | 'scram-sha-256' | 'scram-sha-512';
  readonly username: string;
  readonly password: string;
  readonly tls: boolean;
  readonly caFile: string;
}

/** How a process signs in at the brokers. */
export interface KafkaSasl {
  readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
  readonly username: string;
  readonly password: string;
}

/** What every client of this room is built from. `tls.ca` is PEM text, null for the authorities Node.js knows. */
export interface KafkaSettings {
  readonly brokers: readonly string[];
  readonly sasl: KafkaSasl | null;
  readonly tls: { readonly ca: string | null } | null;
  readonly clientId: string;
  /** Put before every topic and group name; separates environments on one cluster. */
  readonly topicPrefix: string;
}

/** Builds the settings of a process from its `kafka` section; throws HUB_SETTINGS_INVALID where brokers or account are missing. */
export function kafkaSettings(section: KafkaSection, clientId: string, topicPrefix = ''): KafkaSettings {
  if (section.brokers.length === 0) {
    throw new HubError('HUB_SETTINGS_INVALID', '没有配置 Kafka 地址，请设置 KAFKA_BROKERS', {
      setting: 'kafka.brokers',
    });
  }
  return Object.freeze({
    brokers: section.brokers,
    sasl: saslOf(section),
    tls: section.tls ? { ca: section.caFile === '' ? null : readCa(section.caFile) } : null,
    clientId,
    topicPrefix,
  });
}

/** The same cluster seen through another account, e.g. to prove that an account can sign in. */
export function withAccount(settings: KafkaSettings, username: string, password: string): KafkaSettings {
  const mechanism = settings.sasl?.mechanism ?? 'scram-sha-512';
  return { ...settings, sasl: { mechanism, username, password } };
}

function saslOf(section: KafkaSection): KafkaSasl | null {
  if (section.saslMechanism === '' || section.username === '') return null;
  return { mechanism: section.saslMechanism, username: section.username, password: section.password };
}

function readCa(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new HubError(
      'HUB_SETTINGS_INVALID',
      'Kafka 证书文件无法读取，请检查 KAFKA_CA_FILE',
      { setting: 'kafka.caFile' },
      cause,
    );
  }
}
