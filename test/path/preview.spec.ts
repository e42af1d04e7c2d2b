import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { departmentName } from '#base/contracts';
import { TopicNames } from '#base/kafka';
import { personalColumns } from '#base/model';
import { cookCases, insertions, openApprovalFront, policy, type Front } from '../faults/support/front.js';
import { countMessages } from '../faults/support/topics.js';
import { rawTopic } from '../faults/support/truth.js';
import { eventually } from '../support/eventually.js';
import { HubSet, type HubProcess } from '../support/hub-set.js';
import { backfill, named } from './support/told.js';
import { startWatch } from './support/watch-process.js';

jest.setTimeout(300_000);

const { approval } = cookCases('preview', 60);
const rowsPerStream = 3;
let front: Front;
let hub: HubSet;
let id: string;
let collect: HubProcess;

beforeAll(async () => {
  front = await openApprovalFront();
  ({ id } = front.source);
  await writeWave(1);
  const yaml = front.source.yaml.replace('firstLoad: { tell: true }', '');
  hub = await HubSet.open({ sources: [{ ...front.source, yaml }] });
});
afterAll(async () => {
  await hub.close();
  await front.close();
});

async function writeWave(wave: number): Promise<void> {
  await front.database.insert(insertions(approval.rows.filter((row) => row.wave === wave)));
}

/** A server counts what a quiet connection did up to ten seconds later; what was written must not be taken for the preview's. */
async function writingCounted(): Promise<void> {
  const written = approval.rows.filter((row) => row.wave === 1).length;
  await eventually(async () => {
    const [row] = await front.query('select sum(n_tup_ins)::int as rows from pg_stat_user_tables');
    expect(row?.['rows']).toBeGreaterThanOrEqual(written);
  });
}

/** How many rows every table of the hub holds, and every topic messages; but for the API's journal, which notes that somebody looked. */
async function contents(): Promise<Readonly<Record<string, number>>> {
  const { rows: tables } = await hub.database.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema') and tablename !~ '^journal' order by 1`,
  );
  const counts = tables.map(({ name }) => `select '${name}' as name, count(*)::int as count from ${name}`);
  const { rows } = await hub.database.query<{ name: string; count: number }>(counts.join(' union all '));
  const topics = new TopicNames(hub.prefix);
  const feedback = policy.departments.map((one) => topics.feedback(one));
  const messages = await countMessages(hub.settingsOf(), [rawTopic(hub, front), ...feedback]);
  return { ...Object.fromEntries(rows.map(({ name, count }) => [name, count])), messages };
}

/** How often the department's server has gone through each of its tables so far: once a statement. */
async function scans(): Promise<readonly number[]> {
  const rows = await front.query(
    'select seq_scan + coalesce(idx_scan, 0) as scans from pg_stat_user_tables order by relname',
  );
  return rows.map((row) => Number(row['scans']));
}

test('a preview shows real rows with what they would do, costs the department so many rows, and writes nothing anywhere', async () => {
  const before = await contents();
  await writingCounted();
  const scanned = await scans();
  const { output } = await hub.cli('preview', id, '--rows', String(rowsPerStream), '--json');
  const preview = JSON.parse(output) as {
    readonly counts: Readonly<Record<string, number>>;
    readonly streams: readonly { readonly read: number }[];
    readonly cases: readonly { readonly outcome: string }[];
  };
  expect(preview.streams.every(({ read }) => read <= rowsPerStream)).toBe(true);
  const { read = 0, insert = 0, rejected = 0 } = preview.counts;
  expect(read).toBeGreaterThan(rowsPerStream * 3);
  expect(insert + rejected).toBe(read);
  expect(await contents()).toEqual(before);
  // One statement a table, and each is limited to so many rows: no second page is asked for.
  await eventually(async () => {
    const statements = (await scans()).map((now, at) => now - (scanned[at] ?? 0));
    expect(statements.filter((count) => count > 0).length).toBeGreaterThan(3);
    expect(Math.max(...statements)).toBe(1);
  });
});

test('a saved preview is evidence: personal data is masked, its digest stands in the file and in the audit', async () => {
  const file = join(hub.folder, 'evidence.json');
  const saved = await hub.cli(
    'preview',
    id,
    '--rows',
    '5',
    '--stream',
    'application',
    '--detail',
    '--save',
    file,
  );
  const text = await readFile(file, 'utf8');
  const evidence = JSON.parse(text) as { sha256: string; content: { source: string } };
  const digest = createHash('sha256').update(JSON.stringify(evidence.content)).digest('hex');
  expect([evidence.sha256, evidence.content.source]).toEqual([digest, id]);
  expect(saved.output).toContain(digest);
  const { rows } = await hub.database.query<{ sha256: string }>(
    "select detail ->> 'sha256' as sha256 from ops.audit where subject = $1 and detail ? 'sha256'",
    [id],
  );
  expect(rows).toEqual([{ sha256: digest }]);
  const personal = approval.rows
    .flatMap(({ cells }) => Object.entries(cells))
    .flatMap(([column, value]) =>
      personalColumns.has(column) && typeof value === 'string' && value.length > 5 ? [value] : [],
    )
    .filter((value) => !value.includes('公司'));
  expect(personal.length).toBeGreaterThan(50);
  expect(personal.filter((value) => `${saved.output}${text}`.includes(value))).toEqual([]);
});

test('over HTTP a check and a preview say the same and write nothing, unless they are to be noted', async () => {
  const watch = await startWatch(hub);
  // The process's own first heartbeat is no row of a preview; later ones replace it.
  await eventually(async () => expect((await contents())['ops.process']).toBe(1));
  const before = await contents();
  expect(await watch.ask('sources/370800.zjj.none/check', {})).toEqual([
    404,
    expect.stringContaining('配置中没有'),
  ]);
  expect(await watch.ask(`sources/${id}/preview`, { rows: 51 })).toEqual([
    400,
    expect.stringContaining('rows'),
  ]);
  const [checked, verdict] = await watch.ask(`sources/${id}/check`, {});
  expect([checked, verdict]).toEqual([200, expect.stringContaining('"move":null')]);
  expect(verdict).not.toContain('"verdict":"fault"');
  const [seen, text] = await watch.ask(`sources/${id}/preview`, { rows: 2, stream: 'result' });
  const { content } = JSON.parse(text) as { readonly content: object };
  expect([seen, content]).toMatchObject([200, { by: 'api:王', rowsPerStream: 2, counts: { read: 2 } }]);
  expect(await contents()).toEqual(before);
  expect((await watch.ask(`sources/${id}/preview`, { rows: 2, note: true }))[1]).toContain('"move":{"from":');
  expect((await contents())['ops.audit']).toBe((before['ops.audit'] ?? 0) + 1);
  await watch.stop();
});

async function settled(rows: number): Promise<void> {
  await eventually(async () => {
    const { rows: found } = await hub.database.query<{ taken: number }>(
      'select coalesce(sum(taken), 0)::int as taken from ops.fence',
    );
    expect(found[0]?.taken).toBe(rows);
  }, 200_000);
}

const owed = (retracted: boolean): readonly string[] =>
  approval.cases
    .flatMap(({ caseNumber, owedTo, retractedFrom }) =>
      [...owedTo, ...(retracted ? retractedFrom : [])].map((to) => `${caseNumber} ${departmentName(to)}`),
    )
    .toSorted();

test('a first load tells nobody; what it owes is counted, follows later truths, and is told when a person says so', async () => {
  [collect] = await Promise.all([hub.start('collect'), hub.start('normalise')]);
  const first = approval.rows.filter((row) => row.wave === 1).length;
  await settled(first);
  expect(await named(hub, 'told')).toEqual([]);
  expect(await named(hub, 'withheld')).toEqual(owed(true));
  await writeWave(2);
  await settled(approval.rows.length);
  expect(await named(hub, 'told')).toEqual([]);
  expect(await named(hub, 'withheld')).toEqual(owed(false));
  const shown = await hub.cli('backfill', 'tell', id);
  expect(shown.output).toContain(`合计 ${owed(false).length} 条消息`);
  expect(await named(hub, 'told')).toEqual([]);
  expect(await hub.cli('backfill', 'tell', id, '--yes')).toMatchObject({ code: 0 });
  expect(await named(hub, 'told')).toEqual(owed(false));
  expect(await named(hub, 'withheld')).toEqual([]);
});

const older = cookCases('backfill', 120).approval;
const known = new Set(approval.cases.map(({ caseNumber }) => caseNumber));
/** Beyond the reach of the live reading. */
const made = new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10);

/** How many of these cases have their application. */
async function held(cases: readonly string[]): Promise<number> {
  const { rows } = await hub.database.query<{ held: number }>(
    'select count(*)::int as held from unified.application where case_no = any ($1::text[])',
    [cases],
  );
  return rows[0]?.held ?? 0;
}

test('a backfill that is killed goes on at its chunk, beside the live reading', async () => {
  const [live, ...missed] = insertions(older.rows).filter(
    ({ stream, cells }) =>
      stream === 'application' && !known.has(String(cells['PROJID'])) && cells['DATAVER'] === 1,
  );
  await front.database.insert(
    missed.map(({ stream, cells }) => ({ stream, cells: { ...cells, MAKETIME: `${made} 08:00:00` } })),
  );
  const range = ['--stream', 'application', '--from', made, '--to', new Date().toISOString()];
  const asked = await hub.cli('backfill', id, ...range, '--rate', '10', '--detach', '--json');
  expect(JSON.parse(asked.output)).toMatchObject({ state: 'requested', read: 0 });
  await eventually(async () => expect((await backfill(hub)).chunks).toBeGreaterThan(1));
  await collect.kill();
  const killed = await backfill(hub);
  expect(killed.state).toBe('running');
  expect(killed.published).toBeLessThan(missed.length);
  await hub.start('collect');
  if (live !== undefined) await front.database.insert([live]);
  await eventually(async () => expect(await held([String(live?.cells['PROJID'])])).toBe(1));
  await eventually(async () => expect((await backfill(hub)).state).toBe('done'));
  expect(await backfill(hub)).toMatchObject({ read: missed.length, published: missed.length });
  const cases = missed.map(({ cells }) => String(cells['PROJID']));
  await eventually(async () => expect(await held(cases)).toBe(new Set(cases).size));
});

test('a licence that a backfill brings tells nobody; its count is shown, and only then it is told', async () => {
  const found = older.cases.find(({ caseNumber, owedTo }) => owedTo.length > 0 && !known.has(caseNumber));
  const caseNumber = found?.caseNumber ?? '';
  const owedNow = found?.owedTo.map((to) => `${caseNumber} ${departmentName(to)}`).toSorted();
  const rows = insertions(older.rows).filter(({ cells }) => cells['PROJID'] === caseNumber);
  for (const wanted of ['acceptance', 'result'] as const) {
    await front.database.insert(
      rows
        .filter(({ stream }) => stream === wanted)
        .map(({ stream, cells }) => ({ stream, cells: { ...cells, MAKETIME: `${made} 09:00:00` } })),
    );
  }
  const range = ['--from', `${made}T08:30:00`, '--to', `${made}T09:30:00`];
  const told = await named(hub, 'told');
  await hub.cli('backfill', id, '--stream', 'acceptance', ...range);
  const shown = await hub.cli('backfill', id, '--stream', 'result', ...range, '--tell');
  expect(shown.output).toContain(`合计 ${owedNow?.length ?? 0} 条消息`);
  expect(await named(hub, 'told')).toEqual(told);
  expect(await named(hub, 'withheld')).toEqual(owedNow);
});
