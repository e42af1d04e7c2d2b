import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { brandAs, systemClock, type ConsumedMessage, type DepartmentRef } from '#base/contracts';
import { TopicNames } from '#base/kafka';
import { Database } from '#base/postgres';
import { OutboxMessageWriter } from '#libs/sending';
import { handleReplies, parkReplies, type ReplyParts } from '#libs/tracking';
import { policyOf, policyWith } from '../../../test/support/routing-case.js';
import { cloneDatabase, type TestDatabase } from '../../../test/support/servers.js';
import { readTrackingPolicy } from './read-policy.js';

const topics = new TopicNames();
const department: DepartmentRef = { region: brandAs('370800'), department: brandAs('zjj') };
let place: TestDatabase;
let database: Database;
let parts: ReplyParts;

beforeAll(async () => {
  place = await cloneDatabase();
  database = new Database({ url: place.url, maxConnections: 2, applicationName: 'test' });
  parts = {
    database,
    writer: new OutboxMessageWriter(),
    policy: readTrackingPolicy(policyOf(policyWith([]))),
    topics,
    clock: systemClock,
    newId: randomUUID,
    observe: () => undefined,
  };
  await database.query(`
    create function odd() returns trigger language plpgsql as $$ begin
      if new.event_id like 'odd-%' then raise exception 'broken' using errcode = substr(new.event_id, 5); end if;
      return new; end $$;
    create trigger odd before insert on feedback.inbox for each row execute function odd();`);
});
afterAll(async () => {
  await database.close();
  await place.drop();
});

const replyOf = (id: string, body = '{}'): Omit<ConsumedMessage, 'offset'> => ({
  key: 'C-1',
  value: Buffer.from(body),
  headers: {
    ce_specversion: '1.0',
    ce_id: id,
    ce_type: 'cn.gov.sd.receipt.received.v1',
    ce_source: '/370800/zjj',
    ce_inreplyto: '01938a3e-0000-7000-8000-000000000001',
  },
  timestamp: Date.now(),
});

async function inbox(partition: number): Promise<readonly (readonly [number, string | null])[]> {
  const { rows } = await database.query<{ at: number; code: string | null }>(
    'select "offset"::int as at, fault_code as code from feedback.inbox where partition = $1 order by 1',
    [partition],
  );
  return rows.map(({ at, code }) => [at, code] as const);
}

const batchOf = (partition: number, replies: readonly Omit<ConsumedMessage, 'offset'>[]) => ({
  topic: topics.reply(department),
  partition,
  messages: replies.map((reply, at) => ({ ...reply, offset: BigInt(at) })),
  highWatermark: BigInt(replies.length),
});

const deep = `{"x":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;

test('one odd reply reaches no other of its topic: it is parked alone, whatever breaks off on it', async () => {
  const replies = ['a', 'odd-P0001', 'b', 'odd-54000', 'odd-22P05', 'c'].map((id) => replyOf(id));
  const all = [
    ...replies,
    replyOf('deep', deep),
    replyOf('d'),
    { ...replyOf('e'), value: Buffer.from([0xff]) },
    replyOf('f'),
  ];
  expect(await handleReplies(parts, batchOf(0, all))).toEqual({ nextOffset: BigInt(all.length) });
  const taken = await inbox(0);
  expect(taken.map(([at]) => at)).toEqual(all.map((_, at) => at));
  const broken = taken.filter(([, code]) => code === 'HUB_RECORD_UNREADABLE').map(([at]) => at);
  expect(broken).toEqual([1, 3]);
  expect(new Map(taken).get(4)).toBe('HUB_REPLY_MALFORMED');
  const { rows } = await database.query<{ at: number }>(
    "select record_offset::int as at from ops.parked where code = 'HUB_RECORD_UNREADABLE' order by 1",
  );
  expect(rows.map(({ at }) => at)).toEqual(broken);
});

test('a fault all replies share parks none of them', async () => {
  const batch = batchOf(1, [replyOf('g'), replyOf('odd-53100'), replyOf('h')]);
  await expect(handleReplies(parts, batch)).rejects.toMatchObject({ code: '53100' });
  expect(await inbox(1)).toEqual([]);
});

test('a reply processes have died over is parked without being read', async () => {
  expect(await parkReplies(parts, batchOf(2, [replyOf('odd-P0001')]))).toEqual({ nextOffset: 1n });
  expect(await inbox(2)).toEqual([[0, 'HUB_RECORD_UNREADABLE']]);
});
