import { deepEqual, doesNotMatch, equal, match, throws } from 'node:assert/strict';
import { test } from '@jest/globals';
import { brandAs, HubError, type StreamDefinition } from '#base/contracts';
import { compileRowWriter } from './database/row-writer.js';
import { ReadTexts } from './database/refused-row.js';
import { openZone } from './database/zone.js';
import { rowOrRefused } from './unwritten-row.js';
import { writeMessage } from './kafka/row-writer.js';
import { streamSchema } from './kafka/settings.js';

function broken(): never {
  throw new RangeError('王测试 breaks off');
}

test('a record whose writing breaks off is refused by the kind of fault, without what it quotes', () => {
  const told = rowOrRefused(broken, (sentence) => sentence);
  match(told, /RangeError/);
  doesNotMatch(told, /王测试/);
});

test('what is refused by its own sentence stays with its record, and what all records share is thrown on', () => {
  const refuse = (): string => 'refused';
  const failing = (fault: unknown) => (): string => {
    throw fault;
  };
  equal(rowOrRefused(failing(new HubError('HUB_RECORD_UNREADABLE', '坏')), refuse), 'refused');
  const shared = new HubError('HUB_SOURCE_UNREACHABLE', '连不上');
  throws(() => rowOrRefused(failing(shared), refuse), shared);
  const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED', syscall: 'connect' });
  throws(() => rowOrRefused(failing(refused), refuse), refused);
});

test('a database row that cannot be written is refused in its place and by its key, the next is written whole', () => {
  const labels = ['no', 'note'];
  const columns = labels.map((label) => ({ label, declared: 'UTF-8', rule: null, watched: false }));
  const layout = {
    labels,
    kinds: ['text', 'text'] as const,
    caseNumber: 0,
    cursor: -1,
    key: [0],
    texts: new ReadTexts(columns),
  };
  const write = compileRowWriter(layout, openZone('Asia/Shanghai'));
  const endless: unknown[] = [];
  endless.push(endless);
  const [odd, next] = [write(['1', endless]), write(['2', '好'])];
  equal(odd.key, '["1"]');
  deepEqual(odd.cursor, { at: null, key: ['1'] });
  match(String(odd.body), /"\$refused":"[^"]*TypeError/);
  equal(String(next.body), '{"no":"2","note":"好"}');
});

test('a message whose row cannot be written is refused by its topic, partition and offset', () => {
  const stream: StreamDefinition = {
    name: brandAs('application'),
    kind: 'application',
    table: '',
    settings: {},
    mode: 'cursor',
    cursor: null,
    key: ['no'],
    get caseNumber(): string {
      return broken();
    },
    flag: null,
  };
  const message = { partition: 1, offset: 7n, key: null, value: Buffer.from('{"no":"1"}') };
  const row = writeMessage(message, stream, streamSchema.parse({ topic: 'permits' }));
  equal(row?.key, '["permits","1","7"]');
  match(String(row.body), /RangeError/);
});
