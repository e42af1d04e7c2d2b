import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { departmentName } from '#base/contracts';
import { Producer } from '#base/kafka';
import { diceOf, type CaseTruth, type FrontRow } from '../../apps/sandbox/src/generator/index.js';
import { eventually } from '../support/eventually.js';
import { HubSet } from '../support/hub-set.js';
import { cookCases, insertions, openApprovalFront, type Front } from './support/front.js';
import { readTopics } from './support/topics.js';
import {
  allSpoken,
  compareWithSource,
  compareWithTopics,
  noDifference,
  rawTopic,
  settle,
} from './support/truth.js';

jest.setTimeout(300_000);

const { approval } = cookCases('out of order', 300);
let front: Front;
let hub: HubSet;

beforeAll(async () => {
  front = await openApprovalFront();
  hub = await HubSet.open({ sources: [front.source] });
  await Promise.all([hub.start('collect'), hub.start('normalise'), hub.start('relay')]);
});

afterAll(async () => {
  await hub.close();
  await front.close();
});

const rowsOf = ({ caseNumber }: CaseTruth): readonly FrontRow[] =>
  approval.rows.filter(({ cells }) => cells['PROJID'] === caseNumber);

const casesOf = (story: string, most: number): readonly CaseTruth[] =>
  approval.cases
    .filter((one) => one.story === story && one.owedTo.length + one.retractedFrom.length > 0)
    .slice(0, most);

async function write(rows: readonly FrontRow[]): Promise<void> {
  await front.database.insert(insertions(rows));
  await settle(hub, [front]);
}

interface Told {
  readonly id: string;
  readonly department: string;
  readonly change: string;
  readonly supersedes: string | null;
  readonly key: string;
  readonly licence: string | null;
}

async function told({ caseNumber }: CaseTruth): Promise<readonly Told[]> {
  const { rows } = await hub.database.query<Told>(
    `select m.id, m.key, m.supersedes, d.region || '.' || d.department as department, m.body ->> 'change' as change,
            m.body -> 'licence' ->> 'number' as licence
       from feedback.message m join feedback.delivery d on d.message_id = m.id
      where m.case_no = $1 and m.kind = 'license-decision' order by m.created_at, m.id`,
    [caseNumber],
  );
  return rows;
}

const changes = async (truth: CaseTruth): Promise<readonly string[]> =>
  (await told(truth)).map(({ department, change }) => `${department} ${change}`).toSorted();

const all = (truth: CaseTruth, change: string): readonly string[] =>
  [...truth.owedTo, ...truth.retractedFrom].map((to) => `${departmentName(to)} ${change}`).toSorted();

test('a result that arrives first waits, and is told once when its case is complete', async () => {
  const cases = casesOf('granted', 6);
  const backwards = cases.map((truth) => rowsOf(truth).toReversed());
  const longest = Math.max(...backwards.map((rows) => rows.length));
  for (let step = 0; step < longest; step += 1) {
    const rows = backwards.flatMap((one) => one.slice(step, step + 1));
    await write(rows);
    const open = cases.filter((_, at) => step < (backwards[at]?.length ?? 0) - 1);
    for (const truth of open) expect(await changes(truth)).toEqual([]);
  }
  for (const truth of cases) expect(await changes(truth)).toEqual(all(truth, 'granted'));
});

test('a lower version that arrives after a higher one enters history and changes nothing', async () => {
  const cases = casesOf('lowerVersionLate', 3);
  const rows = cases.flatMap(rowsOf);
  await write(rows.filter(({ wave }) => wave === 1));
  const before = await Promise.all(cases.map(told));
  expect(before.flat().every(({ licence }) => licence === null || licence.endsWith('-2'))).toBe(true);
  await write(rows.filter(({ wave }) => wave === 2));
  expect(await Promise.all(cases.map(told))).toEqual(before);
  const numbers = cases.map(({ caseNumber }) => caseNumber);
  const { rows: older } = await hub.database.query(
    "select case_no from unified.history where outcome = 'older' and revision = 100 and case_no = any($1) order by 1",
    [numbers],
  );
  expect(older).toEqual(numbers.toSorted().map((case_no) => ({ case_no })));
});

test('who was told of a grant is told of its end: one superseding message, same key, after it', async () => {
  const cases = [...casesOf('voidedAfterGrant', 3), ...casesOf('deletedAfterGrant', 2)];
  const rows = cases.flatMap(rowsOf);
  await write(rows.filter(({ wave }) => wave === 1));
  for (const truth of cases) expect(await changes(truth)).toEqual(all(truth, 'granted'));
  await write(rows.filter(({ wave }) => wave === 2));
  for (const truth of cases) {
    expect(await changes(truth)).toEqual([...all(truth, 'granted'), ...all(truth, 'voided')].toSorted());
    const messages = await told(truth);
    for (const end of messages.filter(({ change }) => change === 'voided')) {
      const start = messages.find(({ id }) => id === end.supersedes);
      expect(start).toMatchObject({ change: 'granted', department: end.department, key: end.key });
    }
  }
});

test('the same end reported again under a higher version is not told again', async () => {
  const cases = casesOf('voidedAfterGrant', 3);
  const before = await Promise.all(cases.map(told));
  const again = cases.flatMap((truth) =>
    rowsOf(truth)
      .filter(({ stream, wave }) => stream === 'result' && wave === 2)
      .map((row) => ({ ...row, cells: { ...row.cells, DATAVER: 3 } })),
  );
  await write(again);
  expect(await Promise.all(cases.map(told))).toEqual(before);
});

test('rows written one by one in any order end in the same truth', async () => {
  const stories = ['corrected', 'voidedAfterGrant', 'grantedAfterPause', 'grantedForTwo', 'resultFirst'];
  const cases = stories.flatMap((story) => approval.cases.filter((one) => one.story === story).slice(-4));
  const dice = diceOf('any order');
  const rows = cases.flatMap(rowsOf).map((row) => ({ row, place: dice.between(0, 1_000_000) }));
  for (const { row } of rows.toSorted((one, other) => one.place - other.place))
    await front.database.insert(insertions([row]));
  await settle(hub, [front]);
  for (const truth of cases) {
    const last = new Map((await told(truth)).map((message) => [message.department, message.change]));
    const stillTold = [...last].filter(([, change]) => change !== 'voided').map(([department]) => department);
    expect(stillTold.toSorted()).toEqual(truth.owedTo.map(departmentName).toSorted());
  }
});

test('raw messages that come a second time change nothing', async () => {
  const settings = hub.settingsOf();
  const topic = rawTopic(hub, front);
  const messages = await readTopics(settings, [topic]);
  const counts = async () =>
    (
      await hub.database.query(
        `select (select count(*)::int from unified.history) as history, (select count(*)::int from feedback.message) as messages,
                (select count(*)::int from ops.parked where cause in ('parse', 'map', 'validate', 'put', 'waiting')) as parked`,
      )
    ).rows;
  const before = await counts();
  const producer = new Producer(settings);
  await producer.publish(
    messages.map(({ key, value, headers }) => ({
      topic,
      key: key ?? '',
      value: value ?? '',
      headers,
    })),
  );
  await producer.close();
  await eventually(async () => {
    const { rows } = await hub.database.query(
      'select sum(taken)::int as taken from ops.fence where topic = $1',
      [topic],
    );
    expect(rows).toEqual([{ taken: 2 * messages.length }]);
  });
  expect(await counts()).toEqual(before);
});

test('history is the source, and the topics are the messages, in order per key', async () => {
  expect(await compareWithSource(hub, front)).toEqual(noDifference);
  expect(await compareWithTopics(hub)).toEqual(allSpoken);
});
