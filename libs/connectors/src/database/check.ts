import { HubError, type CheckLine, type StreamDefinition } from '#base/contracts';
import type { Column, Dialect, Session } from './dialect.js';
import { cursorIndexed, type StreamPlan } from './stream-plan.js';

/** What a check looks at. */
export interface CheckSubject {
  readonly sourceName: string;
  readonly streams: readonly StreamDefinition[];
  readonly session: Session;
  readonly dialect: Dialect;
  readonly writeBack: boolean;
  plan(stream: StreamDefinition): Promise<StreamPlan>;
  now(): Promise<Date>;
}

const clockToleranceMs = 60_000;
const sampleRows = 50_000;

/** Looks at the connection, the clock and every stream, and says what it finds; nothing is changed. */
export async function checkSource(subject: CheckSubject, ownClock: Date): Promise<readonly CheckLine[]> {
  const lines: CheckLine[] = [await checkClock(subject, ownClock)];
  for (const stream of subject.streams) {
    try {
      lines.push(...(await checkStream(subject, await subject.plan(stream))));
    } catch (cause) {
      if (!(cause instanceof HubError)) throw cause;
      lines.push({ subject: stream.name, verdict: 'fault', sentence: cause.sentence });
    }
  }
  return lines;
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

type Finding = readonly [CheckLine['verdict'], string];

async function checkStream(subject: CheckSubject, plan: StreamPlan): Promise<readonly CheckLine[]> {
  const { table, stream } = plan;
  const findings: readonly Finding[] = [
    ['ok', `表 ${stream.table} 可读，共 ${table.columns.length} 列，约 ${table.estimatedRows} 行。`],
    ...(await checkCursor(subject, plan)),
    ...(await checkKey(subject, plan)),
    ...checkRights(subject, plan),
  ];
  return findings.map(([verdict, sentence]) => ({ subject: stream.name, verdict, sentence }));
}

async function checkCursor(subject: CheckSubject, plan: StreamPlan): Promise<readonly Finding[]> {
  const { cursor } = plan;
  if (cursor === null) return [];
  const findings: Finding[] = [];
  if (!cursorIndexed(plan)) {
    const advice = '每页都要扫描全表；请该部门建立（游标列，主键列）索引';
    findings.push(['warning', `游标列 ${cursor.name} 没有索引，${advice}。`]);
  }
  const undated = await count(subject, undatedRows(subject.dialect, plan, cursor));
  if (undated > 0) findings.push(['warning', `${undated} 行的游标列为空，只在宽窗口复读时读取。`]);
  return findings;
}

async function checkKey(subject: CheckSubject, plan: StreamPlan): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const nullable = plan.key.filter((column) => column.nullable).map(({ name }) => name);
  if (nullable.length > 0) findings.push(['warning', `主键列 ${nullable.join('、')} 允许为空，读取会变慢。`]);
  const repeated = await count(subject, repeatedKeys(subject.dialect, plan));
  if (repeated > 0) {
    findings.push(['fault', `抽样中有 ${repeated} 组主键重复，行无法区分；请与该部门核对主键列。`]);
  }
  return findings;
}

function checkRights(subject: CheckSubject, plan: StreamPlan): readonly Finding[] {
  const { table, stream, flag } = plan;
  if (table.writable && !subject.writeBack) {
    return [['warning', `枢纽账号可以改写表 ${stream.table}，请该部门改为只读账号。`]];
  }
  if (table.writable || flag === null) return [];
  return [['fault', `标志位模式需要回写 ${flag.name}，但账号没有修改权限。`]];
}

async function count(subject: CheckSubject, text: string): Promise<number> {
  const [row] = await subject.session.rows({ text, values: [] });
  return Number(row?.[0] ?? 0);
}

function repeatedKeys(dialect: Dialect, plan: StreamPlan): string {
  const key = plan.key.map(({ name }) => dialect.quote(name)).join(', ');
  return `select count(*) from (select 1 as one from (select ${key} from ${plan.table.reference} limit ${sampleRows}) sample group by ${key} having count(*) > 1) repeated`;
}

function undatedRows(dialect: Dialect, plan: StreamPlan, cursor: Column): string {
  const where = dialect.undated(cursor);
  return `select count(*) from (select 1 as one from ${plan.table.reference} where ${where} limit ${sampleRows}) undated`;
}
