import { brandAs, type RecordToPut, type SourceId } from '#base/contracts';
import { kinds } from '#base/model';

let offset = 0n;

/** A record of a source by the unified names of its fields, as normalise would put it. */
export function unifiedRow(
  source: SourceId,
  kind: RecordToPut['record']['kind'],
  number: string,
  fields: Readonly<Record<string, string>>,
  revision = 1,
): RecordToPut {
  offset += 1n;
  return {
    record: {
      kind,
      source,
      caseNumber: brandAs(number),
      rowKey: kind === 'application' || !kinds[kind].ofCase ? '' : '1',
      revision,
      removed: false,
      values: kinds[kind].fields.map(({ name }) => fields[name] ?? null),
      originals: {},
      standard: 's',
      generation: 'g',
      mappingVersion: 'v',
      findings: [],
    },
    vanished: false,
    position: { topic: 'raw', partition: 0, offset },
    hash: `${number} ${kind} ${revision}`,
    body: Buffer.from('{}'),
    readAt: '2026-11-20T02:00:00.000Z',
    stream: brandAs(kind),
  };
}
