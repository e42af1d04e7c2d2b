import { expect, test } from '@jest/globals';
import { brandAs, toCaseNumber, type RawRow, type StreamDefinition } from '#base/contracts';
import { TopicNames, type OutgoingMessage } from '#base/kafka';
import { hashed, publishRows } from './reading.js';
import { parseSource } from './source-document.js';
import { StreamState } from './stream-state.js';

const source = (tell: string) =>
  parseSource({
    path: 'front.yaml',
    text: `{ document: source, id: 370800.zjj.front, name: 前置库, connector: none, standard: s, generation: a, ${tell}
      streams: [{ name: result, kind: result, table: T, key: [ID], caseNumber: ID, mode: keyset, cursor: AT }] }`,
  });
const [stream] = source('').streams as readonly [StreamDefinition];
const noon = new Date('2026-03-02T04:00:00Z');
const morning = new Date('2026-03-02T02:00:00Z');
const evening = new Date('2026-03-02T10:00:00Z');

const row = (key: string, cursorAt: Date | null): RawRow => ({
  caseNumber: toCaseNumber(key),
  key,
  cursor: { at: null, key: [key] },
  cursorAt,
  body: Buffer.from('{}'),
  operation: 'put',
});
const rows = [row('OLD', morning), row('NEW', evening), row('UNDATED', null)].map(hashed);

/** What of the three rows is published quietly. */
async function quietOf(tell: string, tellFrom: Date | null, drainedUntil: Date | null) {
  const sent: OutgoingMessage[] = [];
  const publisher = { publish: async (messages: readonly OutgoingMessage[]) => void sent.push(...messages) };
  const place = {
    stream: brandAs<StreamDefinition['name']>('result'),
    number: 1,
    cursor: null,
    cursorAt: null,
    lateLookedAt: null,
    lateFrom: null,
  };
  const state = new StreamState(stream, { ...place, version: 0n, pass: 0n, drainedUntil, tellFrom });
  const reading = { source: source(tell), topics: new TopicNames(), clock: { now: () => noon }, publisher };
  await publishRows({ ...reading, observer: { published: () => undefined } }, state, rows);
  return sent.flatMap(({ key, headers }) => (headers['quiet'] === 'first-load' ? [key] : []));
}

test.each<[string, string, Date | null, Date | null, readonly string[]]>([
  ['during a first load, what is older than its beginning is quiet', '', noon, null, ['OLD', 'UNDATED']],
  ['after it, a late row of before is still quiet', '', noon, evening, ['OLD']],
  ['a stream that was loaded before there was such an instant tells all', '', null, evening, []],
  ['a source that says so tells of its first load too', 'firstLoad: { tell: true },', noon, null, []],
])('%s', async (_title, tell, tellFrom, drainedUntil, expected) => {
  expect(await quietOf(tell, tellFrom, drainedUntil)).toEqual(expected);
});
