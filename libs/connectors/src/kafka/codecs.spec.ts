import { expect, test } from '@jest/globals';
import { ConfigResourceTypes, IncrementalAlterConfigOperationTypes, Producer } from '@platformatic/kafka';
import { publishingOptions } from '#base/kafka';
import { testKafka } from '../../../../test/support/servers.js';
import { casesOf, rowsOf } from '../conformance/reading.js';
import { topicStream, useKafkaDepartment } from './kafka-department.js';

const { department, open } = useKafkaDepartment(testKafka);

test('every codec is read, whoever set it; a batch that becomes too large is told as refused and holds nothing up', async () => {
  const topic = await department().topic(1);
  const stream = topicStream(topic);
  const options = { ...publishingOptions(department().settings), retries: 3 };
  const writer = new Producer(options);
  const send = async (id: string, compression: 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd', note = '') => {
    const value = Buffer.from(JSON.stringify({ ID: id, VER: 1, NOTE: note }));
    const one = { topic, partition: 0, key: Buffer.from(id), value };
    await writer.send({ messages: [one, one], compression, acks: -1 });
  };
  const topicCodec = (value: string) =>
    department().admin.incrementalAlterConfigs({
      resources: [
        {
          resourceType: ConfigResourceTypes.TOPIC,
          resourceName: topic,
          configs: [
            { name: 'compression.type', value, configOperation: IncrementalAlterConfigOperationTypes.SET },
          ],
        },
      ],
    });
  try {
    for (const codec of ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const) await send(`P-${codec}`, codec);
    await send('BOMB', 'lz4', '0'.repeat(40_000_000));
    for (const codec of ['gzip', 'snappy', 'lz4', 'zstd'] as const) {
      await topicCodec(codec);
      await send(`T-${codec}`, 'none');
    }
    const rows = await rowsOf(await open(stream), stream);
    const names = [
      'P-NONE',
      'P-GZIP',
      'P-SNAPPY',
      'P-LZ4',
      'P-ZSTD',
      'T-GZIP',
      'T-SNAPPY',
      'T-LZ4',
      'T-ZSTD',
    ];
    expect([...new Set(casesOf(rows))].filter((name) => names.includes(name))).toEqual(names);
    expect(rows).toHaveLength(names.length * 2 + 1);
    const refused = rows.filter(({ body }) => String(body).includes('$refused'));
    expect(refused.map(({ body }): unknown => JSON.parse(String(body)))).toEqual([
      expect.objectContaining({
        $refused: expect.stringContaining('分区 0 位点 10 至 11 的一批消息无法解读：以 lz4 压缩，解压后超过'),
        $offset: '11',
      }),
    ]);
  } finally {
    await writer.close(true);
  }
});
