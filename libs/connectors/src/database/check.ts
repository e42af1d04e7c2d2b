import { HubError, type CheckLine, type RawRow, type StreamDefinition } from '#base/contracts';
import { writtenRows } from './acknowledge.js';
import { selectList, type Column, type Dialect, type Session, type Table } from './dialect.js';
import { excessLines } from './excess.js';
import { checkLetters } from './letters-check.js';
import { cursorIndexed, type StreamPlan } from './stream-plan.js';
import type { Zone } from './zone.js';

/** What a check looks at. */
export interface CheckSubject {
  readonly sourceName: string;
  readonly streams: readonly StreamDefinition[];
  readonly session: Session;
  readonly dialect: Dialect;
  readonly writeBack: boolean;
  readonly timeZone: string;
  readonly zone: Zone;
  plan(stream: StreamDefinition): Promise<StreamPlan>;
  now(): Promise<Date>;
}

const clockToleranceMs = 60_000;
const sampleRows = 50_000;

/** Looks at the connection, the clock, every stream and the account's rights, and says what it finds; nothing is changed. A key and a cursor are looked at within a bound of rows. */
export async function checkSource(subject: CheckSubject, ownClock: Date): Promise<readonly CheckLine[]> {
  const lines: CheckLine[] = [await checkClock(subject, ownClock), await checkServerZone(subject, ownClock)];
  const tables: string[] = [];
  for (const stream of subject.streams) {
    try {
      const plan = await subject.plan(stream);
      tables.push(plan.table.reference);
      lines.push(...(await checkStream(subject, plan)));
    } catch (cause) {
      if (!(cause instanceof HubError)) throw cause;
      lines.push({ subject: stream.name, verdict: 'fault', sentence: cause.sentence });
    }
  }
  const { dialect, session, writeBack, streams } = subject;
  const needs = { tables, writeBack, followsLog: streams.some(({ mode }) => mode === 'log') };
  return [...lines, ...excessLines(await dialect.excess(session, needs))];
}

async function checkClock(subject: CheckSubject, ownClock: Date): Promise<CheckLine> {
  const difference = (await subject.now()).getTime() - ownClock.getTime();
  const seconds = Math.round(difference / 100) / 10;
  const near = Math.abs(difference) <= clockToleranceMs;
  return {
    subject: subject.sourceName,
    verdict: near ? 'ok' : 'warning',
    sentence: near
      ? `可以连接，对方时钟与枢纽相差 ${seconds} 秒。`
      : `可以连接，但对方时钟与枢纽相差 ${seconds} 秒；枢纽按对方时钟读取，请该部门校时。`,
  };
}

/** A server in another zone is no mistake, as long as the local times in its tables are those of the definition's zone: the newest row of each stream tells. */
async function checkServerZone(
  { dialect, session, zone, timeZone }: CheckSubject,
  at: Date,
): Promise<CheckLine> {
  const [row] = await session.rows({ text: dialect.serverZone, values: [] });
  const seconds = row?.[0] ?? null;
  const name = row === undefined ? '' : String(row[1]);
  const own = (Date.parse(`${zone.toLocal(at).replace(' ', 'T')}Z`) - at.getTime()) / 1000;
  const same = seconds !== null && Number(seconds) === own;
  return {
    subject: '时区',
    verdict: 'ok',
    sentence: same
      ? `对方服务器默认时区 ${name} 与定义一致（${timeZone}）。`
      : `对方服务器默认时区是 ${name}，没有时区的时间按定义的 ${timeZone} 理解。`,
  };
}

type Finding = readonly [CheckLine['verdict'], string];

async function checkStream(subject: CheckSubject, plan: StreamPlan): Promise<readonly CheckLine[]> {
  const { table, stream } = plan;
  const newest = await readNewest(subject, plan);
  const tried = newest === null ? '没有数据' : '已试读一行';
  const findings: readonly Finding[] = [
    [
      'ok',
      `表 ${stream.table} 可读（${tried}），共 ${table.columns.length} 列，约 ${table.estimatedRows} 行。`,
    ],
    ...(await checkCursor(subject, plan)),
    ...(await checkNewest(subject, newest)),
    ...(await checkKey(subject, plan)),
    ...checkFlag(plan),
    ...(await checkLetters(subject.session, subject.dialect, plan)),
  ];
  return findings.map(([verdict, sentence]) => ({ subject: stream.name, verdict, sentence }));
}

/** One row with every column, so that a column the account may not read shows now: the newest where an index leads there, else any. */
async function readNewest({ dialect, session }: CheckSubject, plan: StreamPlan): Promise<RawRow | null> {
  const { table, cursor } = plan;
  const order =
    cursor === null || !cursorIndexed(plan)
      ? ''
      : ` where ${dialect.dated(cursor)} order by ${dialect.quote(cursor.name)} desc`;
  const text = dialect.selectFirst('1', `${selectList(dialect, table)} from ${table.reference}${order}`);
  const [row] = await writtenRows(session, plan, { text, values: [] });
  return row ?? null;
}

/** Local times that lie ahead of the source's own clock are the mark of a wrong time zone. */
async function checkNewest(subject: CheckSubject, newest: RawRow | null): Promise<readonly Finding[]> {
  const at = newest?.cursorAt ?? null;
  if (at === null) return [];
  const ahead = at.getTime() - (await subject.now()).getTime();
  if (ahead <= clockToleranceMs) return [];
  const hours = Math.round(ahead / 360_000) / 10;
  const advice = '请核对定义的 timeZone，或请该部门改正这些行';
  return [['warning', `最新一行的时间比对方时钟还晚 ${hours} 小时，${advice}。`]];
}

async function checkCursor(subject: CheckSubject, plan: StreamPlan): Promise<readonly Finding[]> {
  const { cursor } = plan;
  if (cursor === null) return [];
  const findings: Finding[] = cursorIndexed(plan)
    ? [['ok', `游标列 ${cursor.name} 有索引。`]]
    : [['warning', `游标列 ${cursor.name} 没有索引，每页都要扫描全表；请该部门建立（游标列，主键列）索引。`]];
  const undated = await count(subject, undatedRows(subject.dialect, plan, cursor));
  if (undated > 0) findings.push(['warning', `${undated} 行的游标列为空，只在宽窗口复读时读取。`]);
  return findings;
}

async function checkKey(subject: CheckSubject, plan: StreamPlan): Promise<readonly Finding[]> {
  const names = plan.key.map(({ name }) => name);
  const nullable = plan.key.filter((column) => column.nullable).map(({ name }) => name);
  if (nullable.length === 0 && provenUnique(plan.table, names))
    return [['ok', `主键列 ${names.join('、')} 由对方的唯一索引保证不重复。`]];
  const findings: Finding[] = [];
  if (nullable.length > 0) findings.push(['warning', `主键列 ${nullable.join('、')} 允许为空，读取会变慢。`]);
  const repeated = await count(subject, repeatedKeys(subject.dialect, plan));
  const sampled: Finding =
    repeated > 0
      ? ['fault', `抽样中有 ${repeated} 组主键重复，行无法区分；请与该部门核对主键列。`]
      : ['warning', `对方没有唯一索引保证主键列不重复，抽样至多 ${sampleRows} 行未见重复。`];
  return [...findings, sampled];
}

/** A unique index over some of the key columns makes all of them together unique. */
function provenUnique({ indexes }: Table, key: readonly string[]): boolean {
  return indexes.some(({ unique, columns }) => unique && columns.every((column) => key.includes(column)));
}

function checkFlag({ table, flag }: StreamPlan): readonly Finding[] {
  if (table.writable || flag === null) return [];
  return [['fault', `标志位模式需要回写 ${flag.name}，但账号没有修改权限。`]];
}

async function count(subject: CheckSubject, text: string): Promise<number> {
  const [row] = await subject.session.rows({ text, values: [] });
  return Number(row?.[0] ?? 0);
}

function repeatedKeys(dialect: Dialect, plan: StreamPlan): string {
  const key = plan.key.map(({ name }) => dialect.quote(name)).join(', ');
  const sample = dialect.selectFirst(String(sampleRows), `${key} from ${plan.table.reference}`);
  return `select count(*) from (select 1 as one from (${sample}) sampled group by ${key} having count(*) > 1) repeated`;
}

function undatedRows(dialect: Dialect, plan: StreamPlan, cursor: Column): string {
  const rest = `1 as one from ${plan.table.reference} where ${dialect.undated(cursor)}`;
  return `select count(*) from (${dialect.selectFirst(String(sampleRows), rest)}) undated`;
}
