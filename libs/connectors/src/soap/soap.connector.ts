import { systemClock, type Clock, type Connector, type SourceDefinition } from '#base/contracts';
import { Gate } from '#base/pacing';
import { invalidKey } from '../setting-schema.js';
import { openZone } from '../database/zone.js';
import { openService } from './service.js';
import { readSoapSettings, type SoapSourceSettings } from './settings.js';
import { SoapReader } from './soap.reader.js';
import { planStream, readPlannedSettings } from './stream-plan.js';
import { strayVariable } from './template.js';

/** The connector for SOAP services described by a WSDL. */
export function soapConnector(clock: Clock = systemClock): Connector {
  return {
    kind: 'soap',
    title: 'SOAP（WebService）',
    accept: (source) => {
      acceptedSettings(source);
      for (const stream of source.streams) readPlannedSettings(source, stream);
    },
    async open(source, secret, gate = new Gate(source.budget ?? {}, clock)) {
      const settings = acceptedSettings(source);
      const planned = source.streams.map((stream) => planStream(source, stream, secret));
      const service = await openService({
        source: source.id,
        settings,
        budget: source.budget ?? {},
        secret,
        clock,
      });
      const streams = new Map(planned.map((plan) => [plan.stream.name, plan]));
      return new SoapReader({
        source,
        settings,
        service,
        streams,
        gate,
        clock,
        zone: openZone(source.timeZone),
      });
    },
  };
}

function acceptedSettings(source: SourceDefinition): SoapSourceSettings {
  const settings = readSoapSettings(source);
  const values = Object.values(settings.header?.values ?? {});
  const stray = values.map(strayVariable).find((name) => name !== null);
  if (typeof stray !== 'string') return settings;
  const reason = `这里只能用 \${secret:密钥名}，没有变量 \${${stray}}`;
  throw invalidKey(source, 'settings.header.values', reason);
}
