import { expect, test } from '@jest/globals';
import { brandAs, HubError, type ConsumedBatch, type ConsumedMessage } from '#base/contracts';
import { fromRawTopic, toRawTopic, type RawToPublish } from './raw-envelope.js';
import { TopicNames } from './topics.js';

const raw: RawToPublish = {
  source: brandAs('370800.zjj.front'),
  stream: brandAs('result'),
  standard: 'shandong-front',
  generation: 'A',
  caseNumber: brandAs('370800202601010001'),
  hash: 'abcdefghijklmnopqrstuv',
  readAt: '2026-01-05T01:02:03.456Z',
  operation: 'put',
  body: '{"SXMC":"建筑工程施工许可"}',
};

function consumed(change: Partial<ConsumedMessage> = {}): { batch: ConsumedBatch; message: ConsumedMessage } {
  const sent = toRawTopic(new TopicNames('trial.'), raw);
  const message: ConsumedMessage = {
    offset: 7n,
    key: sent.key,
    value: Buffer.from(sent.value),
    headers: sent.headers,
    timestamp: 0,
    ...change,
  };
  return { message, batch: { topic: sent.topic, partition: 2, messages: [message], highWatermark: 8n } };
}

test('a raw message read is the one published, with its position', () => {
  const { batch, message } = consumed();
  const position = { topic: 'trial.hub.raw.370800.zjj.front', partition: 2, offset: 7n };
  expect(fromRawTopic(raw.source, batch, message)).toEqual({ ...raw, position });
});

test('a message that the hub cannot have written asks to be parked', () => {
  for (const change of [
    { key: null },
    { value: null },
    { value: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]) },
    { headers: {} },
  ] satisfies Partial<ConsumedMessage>[]) {
    const { batch, message } = consumed(change);
    expect(() => fromRawTopic(raw.source, batch, message)).toThrow(HubError);
  }
});
