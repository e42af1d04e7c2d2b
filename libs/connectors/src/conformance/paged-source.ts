import { brandAs, type SourceDefinition, type StreamDefinition } from '#base/contracts';
import type { SubjectRow } from './subject.js';

type More = Partial<Omit<SourceDefinition, 'id' | 'connector' | 'streams'>>;

/** A source of a kind under test with one stream, `rows`, read three rows a page; `more` and `stream` take the place of what is usual. */
export function pagedSource(
  connector: string,
  stream: Partial<StreamDefinition>,
  more: More = {},
): SourceDefinition {
  return {
    id: brandAs(`370800.test.${connector}`),
    name: '测试来源',
    connector,
    standard: 'test',
    generation: 'a',
    timeZone: 'Asia/Shanghai',
    settings: {},
    pageSize: 3,
    pollMs: 1_000,
    lagMs: 0,
    overlapMs: 0,
    sweep: null,
    firstLoad: { tell: false },
    writeBack: false,
    overrides: {},
    streams: [
      {
        name: brandAs('rows'),
        kind: 'inspection',
        table: '',
        settings: {},
        mode: 'cursor',
        cursor: null,
        key: ['id'],
        caseNumber: 'id',
        flag: null,
        ...stream,
      },
    ],
    ...more,
  };
}

/** What makes a row about a kilobyte. */
export const filling = 'x'.repeat(900);

/** The rows between two local times, both included, as a service that is asked by time gives them: in order, their time as text. */
export function rowsBetween(
  rows: readonly SubjectRow[],
  from: string,
  to: string,
): readonly { readonly id: string; readonly at: string }[] {
  return rows
    .map(({ id, at }) => ({ id, at: localTime(at) }))
    .filter(({ at }) => at >= from && at <= to)
    .toSorted((left, right) => (`${left.at} ${left.id}` < `${right.at} ${right.id}` ? -1 : 1));
}

function localTime(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}
