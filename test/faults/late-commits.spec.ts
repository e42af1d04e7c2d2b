import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';
import { diceOf } from '../../apps/sandbox/src/generator/index.js';
import { eventually } from '../support/eventually.js';
import { HubSet, type HubProcess } from '../support/hub-set.js';
import { openApprovalFront, openHousingFront, type Front } from './support/front.js';
import { readTopics, type Placed } from './support/topics.js';
import { rawTopic } from './support/truth.js';

jest.setTimeout(300_000);

let hub: HubSet;
let fronts: readonly [Front, Front];
let collect: HubProcess;

/** What one connection of a department does: statement after statement, and a commit that may come late. */
interface Hand {
  run(statement: string): Promise<unknown>;
  close(): Promise<void>;
}

interface Writing {
  readonly writers: number;
  readonly transactions: number;
  readonly rows: number;
  /** The server's moment of the statement, not of its transaction. */
  readonly now: string;
  open(): Promise<Hand>;
  wait(seconds: number): string;
}

const total = ({ writers, transactions, rows }: Writing): number => writers * transactions * rows;

/** Each writer reports its own keys again and again, a revision a transaction, and commits up to three seconds later. */
async function write(writing: Writing): Promise<void> {
  const one = async (writer: number): Promise<void> => {
    const dice = diceOf(`late commits/${writer}`);
    const hand = await writing.open();
    for (let version = 1; version <= writing.transactions; version += 1) {
      const values = Array.from(
        { length: writing.rows },
        (_, row) => `('W${writer}-${row}', ${version}, ${writing.now})`,
      );
      await hand.run('begin');
      await hand.run(`insert into PRE_APASINFO (PROJID, DATAVER, MAKETIME) values ${values.join(', ')}`);
      await hand.run(writing.wait(dice.between(0, 3_000) / 1_000));
      await hand.run('commit');
    }
    await hand.close();
  };
  await Promise.all(Array.from({ length: writing.writers }, (_, writer) => one(writer)));
}

const bureau: Writing = {
  writers: 8,
  transactions: 10,
  rows: 250,
  now: "clock_timestamp() at time zone 'Asia/Shanghai'",
  wait: (seconds) => `select pg_sleep(${seconds})`,
  async open() {
    const client = new Client({ connectionString: fronts[0].source.url });
    await client.connect();
    return { run: (statement) => client.query(statement), close: () => client.end() };
  },
};

const housing: Writing = {
  writers: 4,
  transactions: 5,
  rows: 100,
  now: 'sysdate()',
  wait: (seconds) => `do sleep(${seconds})`,
  async open() {
    const connection = await createConnection(fronts[1].source.url);
    return { run: (statement) => connection.query(statement), close: () => connection.end() };
  },
};

beforeAll(async () => {
  fronts = [await openApprovalFront(), await openHousingFront()];
  hub = await HubSet.open({ sources: fronts.map(({ source }) => source) });
  collect = await hub.start('collect');
  await Promise.all([write(bureau), write(housing)]);
  await eventually(async () =>
    expect((await collected()).published).toBeGreaterThanOrEqual(total(bureau) + total(housing)),
  );
  const { polls } = await collected();
  await eventually(async () => expect((await collected()).polls).toBeGreaterThan(polls + 4));
});

afterAll(async () => {
  await hub.close();
  for (const front of fronts) await front.close();
});

async function collected(): Promise<{ readonly published: number; readonly polls: number }> {
  const { rows } = await hub.database.query<{ published: number; polls: number }>(
    'select sum(rows_published)::int as published, sum(polls)::int as polls from intake.run',
  );
  return rows[0] ?? { published: 0, polls: 0 };
}

/** Names of rows, with the number of times each came, where that is not once; and keys that went backwards. */
function faultsOf(messages: readonly Placed[], writing: Writing) {
  const times = new Map<string, number>();
  const latest = new Map<string, number>();
  const backwards: string[] = [];
  for (const { key, value } of messages) {
    const version = Number(/"DATAVER":"?(\d+)/i.exec(value?.toString('utf8') ?? '')?.[1]);
    times.set(`${key} ${version}`, (times.get(`${key} ${version}`) ?? 0) + 1);
    if (version <= (latest.get(key ?? '') ?? 0)) backwards.push(`${key} ${version}`);
    latest.set(key ?? '', version);
  }
  return {
    missing: total(writing) - times.size,
    twice: [...times].filter(([, count]) => count > 1).map(([name]) => name),
    backwards,
  };
}

test('20 000 rows of eight writers that commit up to three seconds late are all published once, in order per key', async () => {
  const messages = await readTopics(hub.settingsOf(), [rawTopic(hub, fronts[0])]);
  expect(faultsOf(messages, bureau)).toEqual({ missing: 0, twice: [], backwards: [] });
});

test('the same holds for MariaDB, whose seconds are whole', async () => {
  const messages = await readTopics(hub.settingsOf(), [rawTopic(hub, fronts[1])]);
  expect(faultsOf(messages, housing)).toEqual({ missing: 0, twice: [], backwards: [] });
});

test('a collector that is told to stop gives its leases back and ends cleanly', async () => {
  expect(await collect.stop()).toBe(0);
  const { rowCount } = await hub.database.query('select from intake.lease');
  expect(rowCount).toBe(0);
});
