import { HubError } from '#base/contracts';
import type { LocalSecrets } from './secrets.js';

/** How to reach the broker, and with which account to provision it; `admin` is null for a broker without accounts. */
export interface KafkaAccess {
  readonly brokers: string;
  readonly mechanism: string;
  readonly tls: boolean;
  readonly caFile: string | null;
  readonly admin: { readonly username: string; readonly password: string } | null;
}

/** The broker the environment names, or null when it names none. */
export function givenKafka(env: NodeJS.ProcessEnv): KafkaAccess | null {
  const brokers = env['KAFKA_BROKERS'] ?? '';
  if (brokers === '') return null;
  return {
    brokers,
    mechanism: env['KAFKA_SASL_MECHANISM'] ?? 'scram-sha-512',
    tls: ['true', '1', 'yes'].includes((env['KAFKA_TLS'] ?? '').toLowerCase()),
    caFile: env['KAFKA_CA_FILE'] ?? null,
    admin: givenAccount(env),
  };
}

function givenAccount(env: NodeJS.ProcessEnv): KafkaAccess['admin'] {
  const { KAFKA_USERNAME: username = '', KAFKA_PASSWORD: password = '' } = env;
  if (username === '') return null;
  if (password !== '') return { username, password };
  throw new HubError('HUB_LOCAL_SETUP_FAILED', '给出了 KAFKA_USERNAME 而没有 KAFKA_PASSWORD，请补充后重试。');
}

/** The environment with which a process reaches the broker as `account`. */
export function kafkaEnvironment(
  access: KafkaAccess,
  account: string,
  secrets: LocalSecrets,
): NodeJS.ProcessEnv {
  const place = {
    KAFKA_BROKERS: access.brokers,
    KAFKA_TLS: String(access.tls),
    ...(access.caFile === null ? {} : { KAFKA_CA_FILE: access.caFile }),
  };
  if (access.admin === null) return place;
  const password = account === access.admin.username ? access.admin.password : secrets[`kafka.${account}`];
  return {
    ...place,
    KAFKA_SASL_MECHANISM: access.mechanism,
    KAFKA_USERNAME: account,
    KAFKA_PASSWORD: password ?? '',
  };
}
