import { expect } from '@jest/globals';
import { brandAs, departmentName, type DepartmentRef } from '#base/contracts';
import { TopicNames } from '#base/kafka';
import type { CaseTruth } from '../../../apps/sandbox/src/generator/index.js';
import type { FrontStream } from '../../../apps/sandbox/src/tables/index.js';
import { eventually } from '../../support/eventually.js';
import type { HubSet } from '../../support/hub-set.js';
import { policy, rowName, type Front } from './front.js';
import { countMessages, readTopics, type Placed } from './topics.js';

/** Feedback topics of all departments. */
export function feedbackTopics(hub: HubSet): readonly string[] {
  const topics = new TopicNames(hub.prefix);
  return policy.departments.map((department) => topics.feedback(department));
}

/** The raw topic of a front. */
export function rawTopic(hub: HubSet, front: Front): string {
  return new TopicNames(hub.prefix).raw(brandAs(front.source.id));
}

/** Waits until every row of the fronts was taken in, every raw message was worked through and the outbox is empty. */
export async function settle(hub: HubSet, fronts: readonly Front[], limitMs = 200_000): Promise<void> {
  const expected = (await Promise.all(fronts.map((front) => front.rowNames()))).flat().length;
  const topics = fronts.map((front) => rawTopic(hub, front));
  await eventually(async () => {
    const { rows } = await hub.database.query<{ kept: number; passed: number; outbox: number }>(
      `select (select count(*)::int from unified.history)
              + (select count(*)::int from ops.parked where cause in ('parse', 'map', 'validate', 'put', 'waiting') and state = 'parked') as kept,
              (select coalesce(sum(next_offset), 0)::int from ops.fence where consumer = 'hub-normalise') as passed,
              (select count(*)::int from feedback.outbox) as outbox`,
    );
    const [state] = rows;
    expect(state?.kept).toBeGreaterThanOrEqual(expected);
    expect(state?.outbox).toBe(0);
    expect(state?.passed).toBe(await countMessages(hub.settingsOf(), topics));
  }, limitMs);
}

/** What became of a source's rows: the names of those that are nowhere, in history twice, or were never written. */
export interface Difference {
  readonly missing: readonly string[];
  readonly twice: readonly string[];
  readonly invented: readonly string[];
}

/** Every row of the source is one accepted revision in history, or parked. */
export const noDifference: Difference = { missing: [], twice: [], invented: [] };

/** Compares history and parked rows with what stands in the source's own tables. */
export async function compareWithSource(hub: HubSet, front: Front): Promise<Difference> {
  const { rows } = await hub.database.query<{ stream: FrontStream; body: string }>(
    `select kind as stream, body::text as body from unified.history where source = $1
     union all
     select stream, body from ops.parked where source = $1 and cause in ('parse', 'map', 'validate', 'put', 'waiting') and state = 'parked'`,
    [front.source.id],
  );
  const expected = new Set(await front.rowNames());
  const found = rows.map(({ stream, body }) =>
    rowName(front.edition, stream, JSON.parse(body) as Record<string, unknown>),
  );
  const seen = new Set<string>();
  const twice = found.filter((name) => seen.size === seen.add(name).size);
  return {
    missing: [...expected].filter((name) => !seen.has(name)),
    twice,
    invented: [...seen].filter((name) => !expected.has(name)),
  };
}

interface Told {
  readonly case_no: string;
  readonly department: string;
  readonly change: string;
}

/** Grants that the cases owe and grants that were told, as sorted lines; the same line twice would be a message too many. */
export async function grants(
  hub: HubSet,
  cases: readonly CaseTruth[],
): Promise<{ readonly owed: readonly string[]; readonly told: readonly string[] }> {
  const known = new Set(cases.map(({ caseNumber }) => caseNumber));
  const told = (await decisions(hub)).filter(({ case_no }) => known.has(case_no));
  const line = (caseNumber: string, to: DepartmentRef): string => `${caseNumber} ${departmentName(to)}`;
  const owed = cases.flatMap(({ caseNumber, owedTo }) => owedTo.map((to) => line(caseNumber, to)));
  const ended = new Set(
    cases.filter(({ retractedFrom }) => retractedFrom.length > 0).map((one) => one.caseNumber),
  );
  const granted = told.filter(({ change, case_no }) => change === 'granted' && !ended.has(case_no));
  return {
    owed: owed.toSorted(),
    told: granted.map((row) => `${row.case_no} ${row.department}`).toSorted(),
  };
}

/** Retracted cases whose recipients were not told of the end exactly as often as of the grant: at most once each. */
export async function unevenRetractions(
  hub: HubSet,
  cases: readonly CaseTruth[],
): Promise<readonly string[]> {
  const told = await decisions(hub);
  return cases.flatMap(({ caseNumber, retractedFrom }) =>
    retractedFrom.flatMap((to) => {
      const own = told.filter((row) => row.case_no === caseNumber && row.department === departmentName(to));
      const changes = own.map(({ change }) => change).join();
      return changes === '' || changes === 'granted,voided' ? [] : [`${caseNumber} ${changes}`];
    }),
  );
}

async function decisions(hub: HubSet): Promise<readonly Told[]> {
  const { rows } = await hub.database.query<Told>(
    `select m.case_no, d.region || '.' || d.department as department, m.body ->> 'change' as change
       from feedback.message m join feedback.delivery d on d.message_id = m.id
      where m.kind = 'license-decision' order by m.id`,
  );
  return rows;
}

/** What the departments' topics hold beside what the hub has written down. */
export interface Spoken {
  /** Messages of the table that lie on no topic. */
  readonly unsent: readonly string[];
  /** Messages on a topic that the table does not know, or on somebody else's topic. */
  readonly strange: readonly string[];
  /** Keys whose messages first appear in another order than they were written. */
  readonly disordered: readonly string[];
  /** Ids with more than one content. */
  readonly ambiguous: readonly string[];
}

/** Every message is on its recipient's topic at least once, one content an id, in order per key. */
export const allSpoken: Spoken = { unsent: [], strange: [], disordered: [], ambiguous: [] };

/** Compares the feedback topics with the message table. */
export async function compareWithTopics(hub: HubSet): Promise<Spoken> {
  const topics = new TopicNames(hub.prefix);
  const { rows } = await hub.database.query<{ id: string; key: string; region: string; department: string }>(
    `select m.id, m.key, d.region, d.department from feedback.message m
       join feedback.delivery d on d.message_id = m.id where d.state <> 'cancelled' order by m.created_at, m.id`,
  );
  const written = new Map(
    rows.map(({ id, region, department }) => [
      id,
      topics.feedback({ region: brandAs(region), department: brandAs(department) }),
    ]),
  );
  const placed = await readTopics(hub.settingsOf(), feedbackTopics(hub));
  const first = new Map<string, Placed>();
  const ambiguous: string[] = [];
  for (const message of placed) {
    const id = message.headers['ce_id'] ?? '';
    const before = first.get(id);
    if (before === undefined) first.set(id, message);
    else if (before.value?.equals(message.value ?? Buffer.alloc(0)) !== true) ambiguous.push(id);
  }
  const threads = Map.groupBy(
    rows.filter(({ id }) => first.has(id)),
    ({ id, key }) => `${key} ${written.get(id)}`,
  );
  return {
    unsent: [...written.keys()].filter((id) => !first.has(id)),
    strange: [...first]
      .filter(([id, { topic }]) => written.has(id) && written.get(id) !== topic)
      .map(([id]) => id),
    disordered: [...threads]
      .filter(([, thread]) => !rises(thread.map(({ id }) => first.get(id))))
      .map(([key]) => key),
    ambiguous,
  };
}

function rises(messages: readonly (Placed | undefined)[]): boolean {
  const offsets = messages.map((message) => message?.offset ?? 0n);
  return offsets.every((offset, at) => at === 0 || offset > (offsets[at - 1] ?? 0n));
}
