import { deepEqual, match } from 'node:assert/strict';
import { test } from '@jest/globals';
import { brandAs, type StreamDefinition } from '#base/contracts';
import { openZone } from '../database/zone.js';
import { readAnswer } from './answer.js';
import { streamSchema } from './settings.js';
import { toRow } from './stream-plan.js';

const settings = streamSchema.parse({ operation: 'queryPermits', records: 'rows.row' });
const stream: StreamDefinition = {
  name: brandAs('application'),
  kind: 'application',
  table: '',
  settings: {},
  mode: 'cursor',
  cursor: null,
  key: ['NO'],
  caseNumber: 'NO',
  flag: null,
};
const plan = { stream, settings, arguments: [], lists: new Set<string>() };
const record = (no: string, more = ''): string => `<row><NO>${no}</NO>${more}</row>`;
const layers = (many: number): string => `${'<a>'.repeat(many)}1.50${'</a>'.repeat(many)}`;

/** The bodies of the rows an answer with these records becomes. */
function bodiesOf(records: readonly string[]): readonly Readonly<Record<string, unknown>>[] {
  const inner = `<queryPermitsResponse><rows>${records.join('')}</rows></queryPermitsResponse>`;
  const body = `<s:Envelope xmlns:s="urn:s"><s:Body>${inner}</s:Body></s:Envelope>`;
  const answer = readAnswer('s', settings, { status: 200, body, retryAfter: null }, 1_000);
  const end = { at: null, key: [] };
  return answer.records.map((each) => {
    const told: unknown = JSON.parse(String(toRow(plan, openZone('Asia/Shanghai'), each, end).body));
    return told as Readonly<Record<string, unknown>>;
  });
}

test.each([66, 200, 20_000])(
  'a record of %i levels is refused alone and by its key, those around it are read',
  (many) => {
    const [before, deep, after] = bodiesOf([record('1'), record('2', layers(many)), record('3')]);
    deepEqual([before, after], [{ NO: '1' }, { NO: '3' }]);
    match(String(deep?.['$refused']), /嵌套超过 64 层/);
    deepEqual(deep?.['$key'], ['2']);
  },
);

test('a record with fields of odd names is read as it is', () => {
  const [odd] = bodiesOf([record('1', '<constructor>施工方</constructor><toString/>')]);
  deepEqual({ ...odd }, { NO: '1', constructor: '施工方', toString: '' });
});
