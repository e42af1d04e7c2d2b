import { HubError, type CheckLine } from '#base/contracts';
import type { Answer } from './answer.js';
import type { StreamPlan } from './stream-plan.js';
import { textAt } from './xml.js';

/** What a check looks at. `sample` costs the service one small call. */
export interface CheckSubject {
  readonly sourceName: string;
  readonly plans: readonly StreamPlan[];
  readonly skewMs: number;
  sample(plan: StreamPlan): Promise<Answer>;
}

type Finding = readonly [CheckLine['verdict'], string];

const clockToleranceMs = 60_000;

/** Looks at the clock and at one small answer of every stream, and says what it finds. */
export async function checkSoap(subject: CheckSubject): Promise<readonly CheckLine[]> {
  const lines: CheckLine[] = [checkClock(subject)];
  for (const plan of subject.plans) {
    const findings = await findingsOf(subject, plan);
    lines.push(...findings.map(([verdict, sentence]) => ({ subject: plan.stream.name, verdict, sentence })));
  }
  return lines;
}

function checkClock({ sourceName, skewMs }: CheckSubject): CheckLine {
  const seconds = Math.round(skewMs / 1_000);
  const near = Math.abs(skewMs) <= clockToleranceMs;
  return {
    subject: sourceName,
    verdict: near ? 'ok' : 'warning',
    sentence: near
      ? `WSDL 可读，对方时钟与枢纽相差 ${seconds} 秒。`
      : `WSDL 可读，但对方时钟与枢纽相差 ${seconds} 秒；带时间戳的令牌可能被拒绝，请该部门校时。`,
  };
}

async function findingsOf(subject: CheckSubject, plan: StreamPlan): Promise<readonly Finding[]> {
  try {
    const { records } = await subject.sample(plan);
    if (records.length === 0) {
      const doubt = `操作 ${plan.settings.operation} 可以调用，但最近没有记录`;
      return [['warning', `${doubt}；请核对 records 路径 ${plan.settings.records} 和参数。`]];
    }
    return [
      ['ok', `操作 ${plan.settings.operation} 可以调用，抽样 ${records.length} 条。`],
      ...missing(plan, records),
    ];
  } catch (cause) {
    if (!(cause instanceof HubError)) throw cause;
    return [['fault', cause.sentence]];
  }
}

function missing({ stream }: StreamPlan, records: Answer['records']): readonly Finding[] {
  const named = [...stream.key, stream.caseNumber, ...(stream.cursor === null ? [] : [stream.cursor])];
  return [...new Set(named)].flatMap((name): readonly Finding[] => {
    const absent = records.filter((record) => (textAt(record, name) ?? '') === '').length;
    if (absent === 0) return [];
    const verdict = absent === records.length ? 'fault' : 'warning';
    return [[verdict, `抽样中有 ${absent} 条记录没有元素 ${name}，请与该部门核对。`]];
  });
}
