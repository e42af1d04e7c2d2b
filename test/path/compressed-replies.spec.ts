import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { eventType, type PlannedMessage } from '#base/contracts';
import { departmentAccount, TopicNames, withAccount } from '#base/kafka';
import { OutboxMessageWriter } from '#libs/sending';
import { writeAsForeigner, type Compression } from '../support/foreign-kafka.js';
import { bureau, housing, receipt } from '../support/feedback-desk.js';
import { HubSet } from '../support/hub-set.js';
import { plannedMessage } from '../support/messages.js';

const codecs = ['gzip', 'snappy', 'lz4', 'zstd'] as const;
let hub: HubSet;

beforeAll(async () => {
  hub = await HubSet.open({ sources: [] });
  await hub.start('relay');
}, 200_000);
afterAll(() => hub.close());

/** A department writes to its reply topic with its own account and its own codec. */
async function reply(from: typeof housing, compression: Compression, value: string): Promise<void> {
  const account = departmentAccount(from);
  const settings = withAccount(hub.settingsOf(), account, hub.password(account));
  const topic = new TopicNames(hub.prefix).reply(from);
  const headers = {
    ce_specversion: '1.0',
    ce_id: randomUUID(),
    ce_type: eventType('receipt'),
    ce_source: `${from.region}.${from.department}`,
  };
  await writeAsForeigner(settings, { topic, value, headers }, compression);
}

async function eventually<Row extends object>(sql: string, parameters: readonly unknown[]): Promise<Row> {
  for (let round = 0; round < 1_000; round += 1) {
    const { rows } = await hub.database.query<Row>(sql, [...parameters]);
    if (rows[0] !== undefined) return rows[0];
    await hub.database.query('select pg_sleep(0.05)');
  }
  throw new Error(`nothing came of: ${sql}`);
}

const claimed = (message: PlannedMessage): Promise<object> =>
  eventually("select 1 from feedback.delivery where message_id = $1 and state = 'claimed'", [message.id]);

async function told(to: typeof housing): Promise<PlannedMessage> {
  const message = plannedMessage({ to });
  await hub.database.transaction((tx) => new OutboxMessageWriter().write(tx, [message]));
  await eventually("select 1 from feedback.delivery where message_id = $1 and state = 'delivered'", [
    message.id,
  ]);
  return message;
}

test('a receipt is taken whatever codec its sender chose', async () => {
  for (const codec of [...codecs, 'none'] as const) {
    const message = await told(housing);
    await reply(housing, codec, JSON.stringify(receipt(message, 'claimed')));
    await claimed(message);
  }
}, 200_000);

test('a reply that becomes too large is parked with its position; the next one of the same department and all others are taken', async () => {
  const [own, other] = [await told(housing), await told(bureau)];
  await reply(housing, 'zstd', '0'.repeat(80_000_000));
  await reply(housing, 'zstd', JSON.stringify(receipt(own, 'claimed')));
  await reply(bureau, 'lz4', JSON.stringify(receipt(other, 'claimed')));
  await Promise.all([claimed(own), claimed(other)]);
  const topic = new TopicNames(hub.prefix).reply(housing);
  const parked = await eventually<{
    code: string;
    sentence: string;
    record_offset: string;
    partition: number;
  }>(
    "select code, sentence, record_offset, partition from ops.parked where topic = $1 and state = 'parked'",
    [topic],
  );
  expect(parked).toMatchObject({ code: 'HUB_BATCH_UNREADABLE', record_offset: '5', partition: 0 });
  expect(parked.sentence).toContain(
    `主题 ${topic} 分区 0 位点 5 的一批消息无法解读：以 zstd 压缩，解压后超过`,
  );
}, 200_000);
