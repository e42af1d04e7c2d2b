import { HubError, type FaultCode } from '#base/contracts';

type Verdict = Extract<
  FaultCode,
  'HUB_SOURCE_UNREACHABLE' | 'HUB_SOURCE_DENIED' | 'HUB_SOURCE_TIMEOUT' | 'HUB_SOURCE_INVALID'
>;

const sentences: Readonly<Record<Verdict, (source: string) => string>> = {
  HUB_SOURCE_UNREACHABLE: (source) =>
    `数据源 ${source} 暂时连不上，将自动重试；请联系该部门确认数据库在运行、网络已放行。`,
  HUB_SOURCE_DENIED: (source) => `数据源 ${source} 拒绝了枢纽的账号，请联系该部门核对账号、口令和查询权限。`,
  HUB_SOURCE_TIMEOUT: (source) =>
    `数据源 ${source} 的查询超时，将自动重试；请联系该部门确认游标列已建索引、数据库负载正常。`,
  HUB_SOURCE_INVALID: (source) =>
    `数据源 ${source} 的表或列与定义不符，请与该部门核对表结构后改正数据源定义。`,
};

/** A driver's error as a fault of the source. `judge` knows the product's codes; what it does not know is tried again. */
export function sourceFault(
  source: string,
  cause: unknown,
  judge: (code: string) => Verdict | null,
): unknown {
  if (cause instanceof HubError) return cause;
  const code = codeOf(cause);
  const verdict = judge(code) ?? 'HUB_SOURCE_UNREACHABLE';
  return new HubError(verdict, sentences[verdict](source), { source, code }, cause);
}

function codeOf(cause: unknown): string {
  if (!(cause instanceof Error)) return '';
  if ('errno' in cause && typeof cause.errno === 'number' && cause.errno > 0) return String(cause.errno);
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}
