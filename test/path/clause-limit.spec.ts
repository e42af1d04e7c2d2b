import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { cookCases, insertions, openApprovalFront, type Front } from '../faults/support/front.js';
import { settle } from '../faults/support/truth.js';
import { eventually } from '../support/eventually.js';
import { HubSet } from '../support/hub-set.js';

jest.setTimeout(300_000);

interface Told {
  readonly clause: string;
  readonly version: number;
  readonly days: number;
}

const { approval } = cookCases('limit', 200);
let front: Front;
let hub: HubSet;
let taken = 0;

beforeAll(async () => {
  front = await openApprovalFront();
  hub = await HubSet.open({ sources: [front.source] });
  await Promise.all([hub.start('collect'), hub.start('normalise'), hub.start('relay')]);
});
afterAll(async () => {
  await hub.close();
  await front.close();
});

async function write(numbers: readonly string[]): Promise<void> {
  const wanted = new Set(numbers);
  const rows = approval.rows.filter(({ cells }) => wanted.has(String(cells['PROJID'])));
  await front.database.insert(insertions(rows));
  await settle(hub, [front]);
}

/** Which versions of clauses messages were written under, and how many working days each gave to claim. */
async function told(): Promise<readonly Told[]> {
  const { rows } = await hub.database.query<Told>(
    `select distinct message.clause_id as clause, message.clause_version as version, deadline.limit_amount as days
       from feedback.message message
       join feedback.delivery delivery on delivery.message_id = message.id
       join feedback.deadline deadline on deadline.delivery_id = delivery.id and deadline.expects = 'claimed'
      where message.kind = 'license-decision' and deadline.limit_unit = 'workingDay'
      order by 1, 2`,
  );
  return rows;
}

test('one command changes the limit of a clause, another person approves it, and the next message has the new deadline', async () => {
  const owed = approval.cases
    .filter(({ story, owedTo }) => story === 'granted' && owedTo.length > 0)
    .map(({ caseNumber }) => caseNumber);
  const half = Math.floor(owed.length / 2);
  await write(owed.slice(0, half));
  const before = await told();
  expect(before.length).toBeGreaterThan(0);
  for (const { clause, days } of before) {
    const limit = ['policy', 'limit', clause, '--claim', `${days + 3}工作日`, '--from', '2025-01-02'];
    const preview = await hub.cli(...limit, '--why', '试算', '--preview');
    expect(preview).toMatchObject({ code: 0, output: expect.stringContaining('未报审') });
    const drafted = await hub.cli(...limit, '--why', '备忘录修订', '--by', '张三');
    expect(drafted.code).toBe(0);
    expect(drafted.output).toMatch(new RegExp(`认领时限 +${days}工作日 +${days + 3}工作日`));
    expect(drafted.output).toMatch(/阶梯：/);
    const draft = /草案 (\d+) 已由 张三 报审/.exec(drafted.output)?.[1] ?? '';
    expect((await hub.cli('policy', 'approve', draft, '--by', '张三')).output).toContain('须由另一人批准');
    expect(await hub.cli('policy', 'approve', draft, '--by', '李四')).toMatchObject({ code: 0 });
  }
  // A process takes up a new edition within seconds.
  await eventually(async () => {
    const next = owed.slice(half + taken, half + taken + 5);
    taken += next.length;
    await write(next);
    const after = (await told()).filter(({ clause, version }) =>
      before.some((each) => each.clause === clause && version > each.version),
    );
    expect(after.length).toBeGreaterThan(0);
    for (const { clause, version, days } of after) {
      const earlier = before.find((each) => each.clause === clause);
      expect({ version, days }).toEqual({
        version: (earlier?.version ?? 0) + 1,
        days: (earlier?.days ?? 0) + 3,
      });
    }
  });
  // What was told under the old version keeps its deadline.
  expect(await told()).toEqual(expect.arrayContaining([...before]));
});

test('a refusal names the one thing to change', async () => {
  const refused = await hub.cli('policy', 'limit', '370800-zjj-gas-operation', '--days', '5', '--why', '试');
  expect(refused.output).toMatch(/两项时限：.*--claim 或 --answer/);
  expect(refused.code).not.toBe(0);
  expect(
    (await hub.cli('policy', 'limit', '370800-zjj-drainage', '--days', '5', '--why', '试')).output,
  ).toMatch(/没有条款 370800-zjj-drainage，相近的有：370800-zjj-drainage-permit/);
});
