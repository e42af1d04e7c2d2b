import { randomUUID } from 'node:crypto';
import { systemClock, type Clock, type Connector, type NewId, type SourceDefinition } from '#base/contracts';
import { Gate } from '#base/pacing';
import { fixedSignature, openSignature, RestService, Transport } from '#base/http';
import { invalidKey } from '../setting-schema.js';
import { openZone } from '../database/zone.js';
import { RestReader } from './rest.reader.js';
import { readRestSettings, readStreamSettings } from './settings.js';

/** The connector for REST services that answer JSON or XML. */
export function restConnector(clock: Clock = systemClock, nonce: NewId = randomUUID): Connector {
  return {
    kind: 'rest',
    title: 'REST（HTTP 接口）',
    accept: (source) => {
      readRestSettings(source);
      for (const stream of source.streams) readStreamSettings(source, stream);
    },
    async open(source, secret, gate = new Gate(source.budget ?? {}, clock)) {
      const settings = readRestSettings(source);
      const streams = new Map(
        source.streams.map((stream) => [stream.name, readStreamSettings(source, stream)]),
      );
      const base = baseOf(source, secret(settings.connection?.secret ?? `source.${source.id}.url`));
      const transport = new Transport({
        source: source.id,
        headers: settings.headers,
        timeoutMs: Math.min(settings.timeout, source.budget?.longestQueryMs ?? settings.timeout),
        connections: source.budget?.connections ?? null,
        gate,
        responseBytes: settings.limits.responseBytes,
        clock,
      });
      const service = new RestService({ source: source.id, transport, clock, retry: settings.retry });
      const unsigned = fixedSignature((draft) => draft);
      const signature = openSignature(settings.signature, {
        source: source.id,
        base,
        clock,
        secret,
        nonce,
        ask: (draft, signal) => service.document(draft, unsigned, signal),
      });
      const zone = openZone(source.timeZone);
      return Promise.resolve(
        new RestReader({ source, base, streams, transport, service, signature, clock, zone }),
      );
    },
  };
}

function baseOf(source: SourceDefinition, address: string): URL {
  if (URL.canParse(address)) {
    const base = new URL(address);
    if (/^https?:$/.test(base.protocol) && base.username === '' && base.search === '') return base;
  }
  throw invalidKey(source, 'settings.connection.secret', '所指密钥应是不带账号和参数的 http 或 https 地址');
}
