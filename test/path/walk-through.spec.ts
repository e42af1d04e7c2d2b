import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import ExcelJS from 'exceljs';
import { parse } from 'yaml';
import { Pool } from 'pg';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { beijingDay, departmentName } from '#base/contracts';
import { projectRoot } from '#base/settings';
import type { FrontRow } from '../../apps/sandbox/src/generator/index.js';
import { cookCases, insertions, openApprovalFront, type Front } from '../faults/support/front.js';
import { eventually } from '../support/eventually.js';
import { HubSet, type TestSource } from '../support/hub-set.js';
import { emptyDatabase, type TestDatabase } from '../support/servers.js';

jest.setTimeout(300_000);

const { approval } = cookCases('walk', 120);
const granted = approval.cases.find(
  ({ retractedFrom, parked, waits }) => retractedFrom.length === 1 && parked.length === 0 && !waits,
);
if (granted === undefined) throw new Error('the sample has no licence that is granted and taken back');
const { caseNumber, item, region } = granted;
const to = granted.retractedFrom.map(departmentName).join();
const bureau = `${region}.xzspj`;
const own = (wave: 1 | 2): readonly FrontRow[] =>
  approval.rows.filter((row) => row.wave === wave && row.cells['PROJID'] === caseNumber);
const holder = own(1).find(({ stream }) => stream === 'application')?.cells ?? {};
const supervisionItem = '01370800000017';

const inspection = parse(
  await readFile(join(projectRoot(), 'config/standards/internet-supervision/v1/inspection.yaml'), 'utf8'),
) as { readonly sample: Readonly<Record<string, string>> };
const found = {
  ...inspection.sample,
  record_unique_identity: 'JG-WALK-1',
  supervise_item_implement_code: supervisionItem,
  administrative_cp: String(holder['APPLYNAME']),
  supervise_object: String(holder['APPLYNAME']),
  administrative_cp_ce_type: String(holder['APPLY_CARDTYPE']),
  administrative_cp_ui_code: String(holder['APPLY_CARDTYPENUMBER']),
  implement_institution_code: null,
  check_result: '不符合',
  check_date: beijingDay(new Date()),
  submitted_date: beijingDay(new Date()),
};

let front: Front;
let place: TestDatabase;
let office: Pool;
let hub: HubSet;

beforeAll(async () => {
  front = await openApprovalFront();
  place = await emptyDatabase();
  office = new Pool({ connectionString: place.url, max: 1 });
  const columns = Object.keys(found).filter((name) => name !== 'cd_time');
  await office.query(
    `create table t_jgxw_check_action (${columns.map((name) => `${name} text`).join(', ')},
       cd_time timestamp not null default (now() at time zone 'Asia/Shanghai'), primary key (record_unique_identity, cd_time))`,
  );
  await office.query('create index on t_jgxw_check_action (cd_time, record_unique_identity)');
  hub = await HubSet.open({
    sources: [front.source, ownSystem()],
  });
});

afterAll(async () => {
  await hub.close();
  await office.end();
  await place.drop();
  await front.close();
});

/** The supervisor's own system, read as a database. */
function ownSystem(): TestSource {
  const id = `${to}.supervision`;
  return {
    id,
    url: place.url,
    yaml: `
document: source
id: ${id}
name: 监管行为库
connector: postgres
standard: internet-supervision
generation: v1
timeZone: Asia/Shanghai
settings: { connection: { secret: source.${id}.url } }
read: { pageSize: 100, poll: 1s, lag: 0s, overlap: 10m }
firstLoad: { tell: true }
writeBack: false
streams:
  - { name: inspection, kind: inspection, table: t_jgxw_check_action, mode: keyset, cursor: cd_time, key: [record_unique_identity], caseNumber: record_unique_identity }
`,
  };
}

async function hubSays(...args: readonly string[]): Promise<string> {
  const { code, output } = await hub.cli(...args);
  if (code !== 0) throw new Error(`hub ${args.join(' ')} failed:\n${output}`);
  return output;
}

interface Told {
  readonly id: string;
  readonly told: string;
}

/** Every message about the case, in the order it was written, or those that say where it stands: of these the last is sure, the rest as read. */
async function messages(states = false): Promise<readonly Told[]> {
  const { rows } = await hub.database.query<Told>(
    `select m.id, concat_ws(' ', m.kind, coalesce(m.body ->> 'change', m.body -> 'record' ->> 'change', m.body ->> 'state'),
                            d.region || '.' || d.department) as told
       from feedback.message m join feedback.delivery d on d.message_id = m.id
      where m.case_no = $1 and (m.kind = 'status-sync') = $2 and d.delivered_at is not null order by m.id`,
    [caseNumber, states],
  );
  return rows;
}

const toldBy = (expected: readonly string[]): Promise<void> =>
  eventually(async () => {
    expect((await messages()).map(({ told }) => told)).toEqual(expected);
  }, 200_000);

/** The bureau fills in the workbook: the item's code in the supervision catalogue, a clause that has promises checked, one that tells states. */
async function fillIn(path: string): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path);
  const cellsOf = (name: string) => {
    const sheet = workbook.getWorksheet(name);
    if (sheet === undefined) throw new Error(`the workbook has no sheet ${name}`);
    const titles = Array.from(sheet.getRow(1).values as readonly unknown[], String);
    const column = (title: string): number => titles.findIndex((one) => one.startsWith(title));
    const rowOf = (title: string, text: string): ExcelJS.Row => {
      for (let at = 2; at <= sheet.rowCount; at += 1)
        if (sheet.getRow(at).getCell(column(title)).text === text) return sheet.getRow(at);
      throw new Error(`${name} has no ${text}`);
    };
    return { sheet, column, rowOf };
  };
  const items = cellsOf('事项');
  items.rowOf('事项编码', item).getCell(items.column('监管事项目录编码')).value = supervisionItem;
  const clauses = cellsOf('条款');
  const id = await clauseOfCase();
  const held = Array.from(clauses.rowOf('条款编号', id).values as readonly ExcelJS.CellValue[]).slice(1);
  const add = (name: string, title: string): void => {
    const cells = { 条款编号: `${id}-${name}`, 消息类别: title, 反馈时限: '30工作日', 回执要求: '签收' };
    const row = [...held];
    for (const [heading, value] of Object.entries(cells)) row[clauses.column(heading) - 1] = value;
    clauses.sheet.addRow(row);
  };
  add('promise', '告知承诺核查');
  add('state', '办件状态同步');
  await workbook.xlsx.writeFile(path);
}

async function clauseOfCase(): Promise<string> {
  const { rows } = await hub.database.query<{ id: string }>(
    `select id from policy.clause where region = $1 and item = $2 and kind = 'license-decision' limit 1`,
    [region, item],
  );
  return rows[0]?.id ?? '';
}

test('a licence from the list that hands it over to its revocation: everybody is told, and every message is explained', async () => {
  const path = join(hub.folder, 'policy.xlsx');
  await hubSays('policy', 'export', path);
  await fillIn(path);
  const draft = JSON.parse(await hubSays('policy', 'submit', path, '--by', '张三', '--json')) as {
    readonly id: number;
  };
  await hubSays('policy', 'approve', String(draft.id), '--by', '李四');
  await Promise.all([hub.start('collect'), hub.start('normalise'), hub.start('relay')]);

  await front.database.insert(insertions(own(1)));
  const first = [`license-decision granted ${to}`, `commitment-check granted ${to}`];
  await toldBy(first);

  const names = Object.keys(found).filter((name) => name !== 'cd_time');
  await office.query(
    `insert into t_jgxw_check_action (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')})`,
    names.map((name) => found[name as keyof typeof found]),
  );
  const breach = `check-result reported ${bureau}`;
  await toldBy([...first, breach]);

  await front.database.insert(insertions(own(2)));
  const last = [`license-decision voided ${to}`, `commitment-check voided ${to}`];
  await toldBy([...first, breach, ...last]);

  await eventually(async () => {
    expect((await messages(true)).at(-1)?.told).toBe(`status-sync VOIDED ${to}`);
  });
  const explained = await hubSays('explain', caseNumber);
  for (const { id } of [...(await messages()), ...(await messages(true))]) expect(explained).toContain(id);
  expect(explained).toMatch(/监管发现 检查 .*JG-WALK-1：已告知.*按持证主体和监管事项匹配/);
  expect(explained).toMatch(/已同步状态：依据条款 .*-state 第 1 版.*最近一次为“已作废”/);
  expect(await hubSays('case', caseNumber)).toContain('JG-WALK-1');
});
