import { expect, test } from '@jest/globals';
import type { Page } from '#base/contracts';
import { Producer } from '@platformatic/kafka';
import { publishingOptions } from '#base/kafka';
import { testKafka } from '../../../../test/support/servers.js';
import { message, thrownBy, topicStream, useKafkaDepartment } from './kafka-department.js';
import { casesOf, pagesOf, rowsOf } from '../conformance/reading.js';

const { department, open } = useKafkaDepartment(testKafka);

const bodies = (pages: readonly Page[]): unknown[] =>
  pages.flatMap(({ rows }) => rows.map(({ body }): unknown => JSON.parse(String(body))));

test('reads every message of every partition once, at any page size, and resumes at every page boundary', async () => {
  const topic = await department().topic(3);
  const stream = topicStream(topic);
  const reader = await open(stream);
  expect(await pagesOf(reader, stream)).toEqual([]);
  const all = ['A1', 'A2', 'A3', 'B1', 'B2', 'C1', 'C2'];
  await department().write(
    topic,
    all.map((id) => message(id, 'ABC'.indexOf(id.charAt(0)))),
  );
  for (const pageSize of [1, 2, 3, 100]) {
    const pages = await pagesOf(reader, stream, { pageSize });
    expect(casesOf(pages.flatMap(({ rows }) => rows)).toSorted()).toEqual(all);
    for (const [place, page] of pages.entries()) {
      const rest = await rowsOf(reader, stream, { after: page.end, pageSize });
      expect(casesOf(rest)).toEqual(casesOf(pages.slice(place + 1).flatMap(({ rows }) => rows)));
    }
    expect(await pagesOf(reader, stream, { after: pages.at(-1)?.end ?? null })).toEqual([]);
  }
  const groups = await department().admin.listGroups();
  expect([...groups.keys()].filter((name) => name.includes('370800.jtysj'))).toEqual([]);
});

test('Debezium changes put and delete, coded dates and decimals become texts, its own tombstones say nothing', async () => {
  const topic = await department().topic(1);
  const stream = topicStream(topic, { format: 'debezium', types: { DAY: 'date' } });
  const fields = [
    { field: 'AT', type: 'int64', name: 'io.debezium.time.MicroTimestamp' },
    {
      field: 'FEE',
      type: 'bytes',
      name: 'org.apache.kafka.connect.data.Decimal',
      parameters: { scale: '2' },
    },
  ];
  const schema = { type: 'struct', fields: [{ field: 'after', type: 'struct', fields }] };
  const after = { ID: 'x1', VER: 1, AT: 1_772_416_800_123_456, FEE: 'ASkV' };
  await department().write(topic, [
    { key: 'x1', value: { op: 'c', before: null, after: { ID: 'x1', VER: 1, DAY: 20_514 } } },
    { key: 'x1', value: { schema, payload: { op: 'u', before: null, after } } },
    { key: 'x1', value: { op: 'd', before: { ID: 'x1', VER: 1 }, after: null } },
    { key: 'x1', value: null },
    { key: '{"ID":"x2","VER":3}', value: { op: 'd', before: null, after: null } },
    { key: null, value: { op: 't' } },
    { key: null, value: '{"ID":"x3"}' },
    { key: '{"ID":"x4"}', value: { op: 'd', before: null, after: null } },
    { key: 'x5', value: { op: 'u', after: { ID: 'x5', VER: 1, NOTE: '__debezium_unavailable_value' } } },
  ]);
  const [page] = await pagesOf(await open(stream), stream);
  const rows = page?.rows ?? [];
  expect(rows.map(({ operation }) => operation)).toEqual([
    'put',
    'put',
    'delete',
    'delete',
    ...Array<string>(4).fill('put'),
  ]);
  expect(rows.map(({ caseNumber }) => caseNumber).slice(0, 4)).toEqual(['X1', 'X1', 'X1', 'X2']);
  expect(bodies(page === undefined ? [] : [page])).toEqual([
    { ID: 'x1', VER: 1, DAY: '2026-03-02' },
    { ID: 'x1', VER: 1, AT: '2026-03-02 02:00:00.123456', FEE: '760.53' },
    { ID: 'x1', VER: 1 },
    { ID: 'x2', VER: 3 },
    expect.objectContaining({ $refused: expect.stringContaining('清空了整张表') }),
    expect.objectContaining({ $refused: expect.stringContaining('不是 Debezium 变更信封'), $offset: '6' }),
    expect.objectContaining({ $refused: expect.stringContaining('没有主键字段') }),
    expect.objectContaining({ $refused: expect.stringContaining('没有给出字段 NOTE') }),
  ]);
});

test('plain JSON: exact numbers, a tombstone deletes by its key, what cannot be read is given as refused and holds nothing up', async () => {
  const topic = await department().topic(1);
  const stream = { ...topicStream(topic, { record: 'data' }), key: ['ID'] };
  await department().write(topic, [
    { key: 'k', value: '{"data":{"ID":"n1","NO":12345678901234567890,"FEE":100.10}}' },
    { key: 'n1', value: null },
    { key: null, value: null },
    { key: null, value: 'not json' },
    { key: null, value: { data: { ID: ' ' } } },
    { key: null, value: { ID: 'elsewhere' } },
    { key: 'k', value: '{"data":{"ID":"n3","FEE":1,"FEE":2}}' },
    { key: '{"ID":"n4","ID":"n5"}', value: null },
    { key: 'k', value: { data: { ID: 'n2' } } },
  ]);
  const pages = await pagesOf(await open(stream), stream);
  expect(pages.flatMap(({ rows }) => rows.map(({ operation }) => operation)).indexOf('delete')).toBe(1);
  expect(bodies(pages)).toEqual([
    { ID: 'n1', NO: '12345678901234567890', FEE: '100.10' },
    { ID: 'n1' },
    expect.objectContaining({ $refused: expect.stringContaining('删除标记') }),
    expect.objectContaining({ $refused: '消息不是有效的 JSON', $value: 'not json', $partition: 0 }),
    expect.objectContaining({ $refused: expect.stringContaining('办件编号字段 ID 为空') }),
    expect.objectContaining({ $refused: '消息里没有对象 data' }),
    expect.objectContaining({
      $refused: expect.stringContaining('字段 data.FEE 出现了两次'),
      $values: { data: { ID: 'n3', FEE: [1, 2] } },
    }),
    expect.objectContaining({ $refused: expect.stringContaining('字段 ID 出现了两次') }),
    { ID: 'n2' },
  ]);
});

test('a partition added later is read from its beginning', async () => {
  const topic = await department().topic(1);
  const stream = topicStream(topic);
  const reader = await open(stream);
  await department().write(topic, [message('P0')]);
  const [page] = await pagesOf(reader, stream);
  const [broker = 0] = (await department().admin.metadata({ topics: [topic] })).brokers.keys();
  await department().admin.createPartitions({
    topics: [{ name: topic, count: 2, assignments: [{ brokerIds: [broker] }] }],
    validateOnly: false,
  });
  department().producer.clearMetadata();
  await department().write(topic, [message('P1', 1)]);
  expect(casesOf(await rowsOf(reader, stream, { after: page?.end ?? null }))).toEqual(['P1']);
});

test('messages removed before they were read are said, with how many; parked on request, never passed over in silence', async () => {
  const topic = await department().topic(1);
  const stream = topicStream(topic);
  const reader = await open(stream);
  await department().write(topic, [message('R0'), message('R1'), message('R2'), message('R3')]);
  const [page] = await pagesOf(reader, stream, { pageSize: 1 });
  await department().admin.deleteRecords({
    topics: [{ name: topic, partitions: [{ partition: 0, offset: 3n }] }],
  });
  const after = page?.end ?? null;
  const fault = await thrownBy(pagesOf(reader, stream, { after }));
  expect(fault).toMatchObject({ code: 'HUB_SOURCE_GAP', remedy: 'stop' });
  expect(fault.facts).toMatchObject({ reason: 'lost', partition: 0, offset: '1', messages: '2' });
  const lenient = topicStream(topic, { whenLost: 'park' });
  const pages = await pagesOf(await open(lenient), lenient, { after });
  expect(bodies(pages)).toEqual([
    { $refused: '分区 0 位点 1 至 2 的消息在枢纽读到之前已被对方清除', $topic: topic, $partition: 0 },
    { ID: 'R3', VER: 1 },
  ]);
});

test('a topic made anew under the same name is recognised', async () => {
  const topic = await department().topic(1);
  const stream = topicStream(topic);
  const reader = await open(stream);
  await department().write(topic, [message('old')]);
  const [page] = await pagesOf(reader, stream);
  const after = page?.end ?? null;
  await department().admin.deleteTopics({ topics: [topic] });
  await eventuallyMade(topic);
  department().producer.clearMetadata();
  await department().write(topic, [message('new1'), message('new2')]);
  const fault = await thrownBy(pagesOf(reader, stream, { after }));
  expect(fault).toMatchObject({ code: 'HUB_SOURCE_GAP', facts: { reason: 'recreated' } });
  const lenient = topicStream(topic, { whenLost: 'park' });
  const rows = await rowsOf(await open(lenient), lenient, { after });
  expect(casesOf(rows).slice(1)).toEqual(['NEW1', 'NEW2']);
  expect(String(rows[0]?.body)).toContain('随主题重建而消失');
});

/** Brokers forget a name a moment after the topic is deleted. */
async function eventuallyMade(topic: string): Promise<void> {
  for (;;) {
    const made = await department()
      .admin.createTopics({ topics: [topic], partitions: 1, replicas: 1 })
      .then(() => true)
      .catch(() => false);
    if (made) return;
  }
}

test('what a transaction took back is not seen, also when its end lies far behind', async () => {
  const topic = await department().topic(1);
  const stream = topicStream(topic);
  const options = { ...publishingOptions(department().settings), idempotent: true, retries: 5 };
  const writer = new Producer({ ...options, transactionalId: topic });
  const send = (id: string) => ({
    topic,
    partition: 0,
    key: Buffer.from(id),
    value: Buffer.from(JSON.stringify({ ID: id, VER: 1, NOTE: 'x'.repeat(400_000) })),
  });
  try {
    const kept = await writer.beginTransaction();
    await kept.send({ messages: [send('kept')] });
    await kept.commit();
    const dropped = await writer.beginTransaction();
    for (const id of ['d1', 'd2', 'd3', 'd4', 'd5']) await dropped.send({ messages: [send(id)] });
    const reader = await open(stream);
    expect(casesOf(await rowsOf(reader, stream))).toEqual(['KEPT']);
    await dropped.abort();
    await department().write(topic, [message('after')]);
    expect(casesOf(await rowsOf(reader, stream))).toEqual(['KEPT', 'AFTER']);
  } finally {
    await writer.close(true);
  }
});
