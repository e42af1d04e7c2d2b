import type { SourceDefinition } from '#base/contracts';
import type { KafkaSettings } from '#base/kafka';
import { invalidKey } from '../setting-schema.js';
import { readKafkaSettings, type KafkaSourceSettings } from './settings.js';

const where = 'settings.connection.secret';

/**
 * The department's cluster as a secret names it: `kafka://account:password@host:port`, further bootstrap addresses as
 * `?brokers=host:port,host:port`. Throws HUB_SOURCE_INVALID, never quoting the secret.
 */
export function clusterOf(source: SourceDefinition, secret: (name: string) => string): KafkaSettings {
  const settings = readKafkaSettings(source);
  const url = urlOf(source, secret(settings.connection?.secret ?? `source.${source.id}.url`));
  const further = (url.searchParams.get('brokers') ?? '').split(',').filter((broker) => broker !== '');
  if (!further.every((broker) => /^[\w.-]+:\d+$/.test(broker)))
    throw invalidKey(source, where, '所指密钥里的 brokers 应写成 主机:端口，以逗号分隔');
  return Object.freeze({
    brokers: [`${url.hostname}:${url.port}`, ...further],
    sasl: saslOf(settings, url),
    tls: settings.tls === undefined ? null : { ca: caOf(settings.tls.caSecret, secret) },
    clientId: `hub-source-${source.id}`,
    topicPrefix: '',
  });
}

function urlOf(source: SourceDefinition, address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.protocol === 'kafka:' && url.hostname !== '' && url.port !== '') return url;
  throw invalidKey(source, where, '所指密钥应写成 kafka://账号:口令@主机:端口');
}

function saslOf({ mechanism }: KafkaSourceSettings, url: URL): KafkaSettings['sasl'] {
  if (url.username === '') return null;
  return {
    mechanism,
    username: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
}

function caOf(name: string | undefined, secret: (name: string) => string): string | null {
  return name === undefined ? null : secret(name);
}
