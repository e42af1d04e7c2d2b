import { HubError, type CheckLine, type StreamDefinition } from '#base/contracts';
import { textAt } from '#base/http';
import type { Answer } from './answer.js';

/** What a check looks at. `sample` costs the service one small request. */
export interface CheckSubject {
  readonly sourceName: string;
  readonly streams: readonly StreamDefinition[];
  readonly skewMs: number;
  sample(stream: StreamDefinition): Promise<Pick<Answer, 'records'>>;
}

type Finding = readonly [CheckLine['verdict'], string];

const clockToleranceMs = 60_000;

/** Looks at the clock and at one small answer of every stream, and says what it finds. */
export async function checkRest(subject: CheckSubject): Promise<readonly CheckLine[]> {
  const lines: CheckLine[] = [checkClock(subject)];
  for (const stream of subject.streams) {
    const findings = await findingsOf(subject, stream);
    lines.push(...findings.map(([verdict, sentence]) => ({ subject: stream.name, verdict, sentence })));
  }
  return lines;
}

function checkClock({ sourceName, skewMs }: CheckSubject): CheckLine {
  const seconds = Math.round(skewMs / 1_000);
  const near = Math.abs(skewMs) <= clockToleranceMs;
  const advice = near ? '。' : '；带时间的签名可能被拒绝，请该部门校时。';
  return {
    subject: sourceName,
    verdict: near ? 'ok' : 'warning',
    sentence: `服务可达，对方时钟与枢纽相差 ${seconds} 秒${advice}`,
  };
}

async function findingsOf(subject: CheckSubject, stream: StreamDefinition): Promise<readonly Finding[]> {
  try {
    const { records } = await subject.sample(stream);
    if (records.length === 0)
      return [['warning', '接口可以调用，但最近没有记录；请核对 records 路径和参数。']];
    return [
      ['ok', `接口可以调用，抽样 ${records.length} 条。`],
      ...refused(records),
      ...missing(stream, records),
    ];
  } catch (cause) {
    if (!(cause instanceof HubError)) throw cause;
    return [['fault', cause.sentence]];
  }
}

function refused(records: Answer['records']): readonly Finding[] {
  const wrong = records.filter(({ refusal }) => refusal !== null);
  return wrong.length === 0 ? [] : [['fault', `抽样中有 ${wrong.length} 条不能接收：${wrong[0]?.refusal}。`]];
}

function missing(stream: StreamDefinition, records: Answer['records']): readonly Finding[] {
  const named = [...stream.key, stream.caseNumber, ...(stream.cursor === null ? [] : [stream.cursor])];
  return [...new Set(named)].flatMap((name): readonly Finding[] => {
    const absent = records.filter(({ value }) => (textAt(value, name) ?? '') === '').length;
    if (absent === 0) return [];
    const verdict = absent === records.length ? 'fault' : 'warning';
    return [[verdict, `抽样中有 ${absent} 条记录没有字段 ${name}，请与该部门核对。`]];
  });
}
