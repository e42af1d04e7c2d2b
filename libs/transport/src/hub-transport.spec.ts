import 'reflect-metadata';
import { afterAll, expect, test } from '@jest/globals';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, Payload } from '@nestjs/microservices';
import { brandAs, HubError, type BatchOutcome, type ConsumedBatch, type SourceId } from '#base/contracts';
import { kafkaSettings, Producer, Provisioner, TopicNames, topicConfigs } from '#base/kafka';
import { randomId, testKafka } from '../../../test/support/servers.js';
import { BatchContext, OnBatch } from './batch-handler.js';
import { HubTransport } from './hub-transport.js';

const names = new TopicNames(`t${randomId()}.`);
const { mechanism, ...access } = testKafka();
const settings = kafkaSettings(
  { ...access, saslMechanism: mechanism, tls: false, caFile: '' },
  'transport-spec',
  names.prefix,
);
const topic = names.raw(brandAs<SourceId>('370800.zjj.nest'));
const stop: (() => Promise<void>)[] = [];

afterAll(async () => {
  for (const end of stop.reverse()) await end();
});

const delivered = Promise.withResolvers<readonly [string, boolean]>();
let attempts = 0;

@Controller()
class RawController {
  @OnBatch('hub.raw.*')
  take(@Payload() batch: ConsumedBatch, @Ctx() context: BatchContext): Promise<BatchOutcome> {
    attempts += 1;
    if (attempts === 1) return Promise.reject(new HubError('HUB_DATABASE_UNREACHABLE', '数据库不可达'));
    delivered.resolve([batch.messages[0]?.value?.toString() ?? '', context.signal.aborted]);
    const last = batch.messages.at(-1)?.offset ?? 0n;
    return Promise.resolve({ nextOffset: last + 1n });
  }
}

@Module({ controllers: [RawController] })
class RawModule {}

test('the transport gives batches to controllers, keeps their faults, and refuses a topic without a handler', async () => {
  await new Provisioner(settings).apply({
    topics: [{ name: topic, partitions: 1, config: topicConfigs.raw }],
    accounts: [],
    grants: [],
  });
  const producer = new Producer(settings);
  stop.push(() => producer.close());
  const faults: unknown[] = [];
  const observer = { onRetry: ({ fault }: { readonly fault: unknown }) => faults.push(fault) };
  const open = async (wanted: string) => {
    const strategy = new HubTransport({
      settings,
      groupId: `${names.prefix}nest`,
      startOffset: () => Promise.resolve(null),
      observer,
      topics: () => Promise.resolve([wanted]),
    });
    const app = await NestFactory.createMicroservice(RawModule, { strategy, logger: false });
    stop.push(() => app.close());
    return app;
  };
  const orphan = await open(`${names.prefix}feedback.370800.zjj.v1`);
  await expect(orphan.listen()).rejects.toMatchObject({ code: 'HUB_TOPIC_WITHOUT_HANDLER' });
  const app = await open(topic);
  await app.listen();
  await producer.publish([{ topic, key: 'case', value: Buffer.from('办结'), headers: {} }]);
  expect(await delivered.promise).toEqual(['办结', false]);
  expect(faults).toMatchObject([{ code: 'HUB_DATABASE_UNREACHABLE' }]);
});
