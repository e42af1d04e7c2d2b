import { systemClock, type Clock, type Connector } from '#base/contracts';
import { openZone } from '../database/zone.js';
import { Pace } from './pace.js';
import { openService } from './service.js';
import { invalidKey, readSoapSettings } from './settings.js';
import { SoapReader } from './soap.reader.js';
import { planStream } from './stream-plan.js';
import { unknownVariable } from './template.js';

/** The connector for SOAP services described by a WSDL. */
export function soapConnector(clock: Clock = systemClock): Connector {
  return {
    kind: 'soap',
    title: 'SOAP（WebService）',
    async open(source, secret) {
      const settings = readSoapSettings(source);
      const headerNames = Object.values(settings.header?.values ?? {}).map(unknownVariable);
      const unknown = headerNames.find((name) => name !== null);
      if (unknown !== undefined)
        throw invalidKey(source, 'settings.header.values', `没有变量 \${${unknown}}`);
      const planned = source.streams.map((stream) => planStream(source, stream, secret));
      const service = await openService({ source: source.id, settings, secret, clock });
      const streams = new Map(planned.map((plan) => [plan.stream.name, plan]));
      const pace = new Pace(settings.budget?.requestsPerSecond ?? null, clock);
      return new SoapReader({
        source,
        settings,
        service,
        streams,
        pace,
        clock,
        zone: openZone(source.timeZone),
      });
    },
  };
}
