import { HubError, type Facts, type FaultCode } from '#base/contracts';

type Code = Extract<
  FaultCode,
  'HUB_SOURCE_UNREACHABLE' | 'HUB_SOURCE_DENIED' | 'HUB_SOURCE_TIMEOUT' | 'HUB_SOURCE_INVALID'
>;

const reasons = {
  cut: ['HUB_SOURCE_UNREACHABLE', '暂时连不上或连接中断，将自动重试；请联系该部门确认服务在运行、网络已放行'],
  untrusted: ['HUB_SOURCE_INVALID', '的 TLS 证书未通过校验，请该部门更换证书，或把其根证书加入受信列表'],
  timeout: ['HUB_SOURCE_TIMEOUT', '未在时限内答复，将自动重试；请联系该部门确认服务负载，或缩小时间窗'],
  denied: ['HUB_SOURCE_DENIED', '拒绝了枢纽的账号或签名，请联系该部门核对密钥、时钟和接口权限'],
  busy: ['HUB_SOURCE_UNREACHABLE', '要求放慢请求，将自动重试；请与该部门核对配额，或调低请求预算'],
  serverFault: ['HUB_SOURCE_UNREACHABLE', '报告服务端故障，将自动重试；请联系该部门查看服务日志'],
  clientFault: ['HUB_SOURCE_INVALID', '认为请求有误，请与该部门核对路径和参数后改正数据源定义'],
  business: [
    'HUB_SOURCE_UNREACHABLE',
    '返回了表示稍后再试或定义里没有的业务返回码，将自动重试；请与该部门核对返回码含义',
  ],
  refused: ['HUB_SOURCE_INVALID', '以业务返回码拒绝了请求，请与该部门核对参数后改正数据源定义'],
  shifting: ['HUB_SOURCE_UNREACHABLE', '的数据在翻页期间一直变动，将自动重试；请缩小时间窗'],
  looping: ['HUB_SOURCE_INVALID', '的翻页标记兜了圈子，请与该部门核对分页方式'],
  hollow: [
    'HUB_SOURCE_UNREACHABLE',
    '说有的记录没有全部给出，将自动重试；请与该部门核对分页参数、记录路径和 total',
  ],
  redirected: ['HUB_SOURCE_INVALID', '把请求转到了别的主机或反复转向，枢纽不跟随，请改正地址'],
  large: ['HUB_SOURCE_INVALID', '的应答超过大小上限，请缩小时间窗、每页条数，或与该部门核对后调高 limits'],
  malformed: ['HUB_SOURCE_UNREACHABLE', '的应答不是约定的格式，将自动重试；请联系该部门查看服务或中间设备'],
  unsafe: ['HUB_SOURCE_INVALID', '的 XML 带有文档类型声明，已拒绝解析，请联系该部门去掉'],
  encoding: ['HUB_SOURCE_INVALID', '的应答编码与声明不符，请与该部门核对字符编码'],
  shape: ['HUB_SOURCE_INVALID', '的应答里没有定义所写的路径，请与该部门核对后改正数据源定义'],
  repeated: [
    'HUB_SOURCE_INVALID',
    '的应答里同一个字段写了两次，不知以哪个为准，没有读取；请该部门改正接口，每个字段只写一次',
  ],
  place: ['HUB_SOURCE_INVALID', '的检查点不是这个数据流留下的或晚于对方时钟，请核对后重置检查点'],
  algorithm: ['HUB_SOURCE_INVALID', '要用的摘要算法在本机不可用，请换用带国密算法的运行环境'],
} as const satisfies Readonly<Record<string, readonly [Code, string]>>;

/** Why a request failed. */
export type Reason = keyof typeof reasons;

/** A fault of a REST source. What the service wrote is never repeated: it may hold personal data or a key. */
export function restFault(source: string, reason: Reason, facts: Facts = {}): HubError {
  const [code, sentence] = reasons[reason];
  const shown = Object.entries(facts).map(([name, value]) => `${name} ${String(value)}`);
  const note = shown.length === 0 ? '' : `（${shown.join('，')}）`;
  return new HubError(code, `数据源 ${source} ${sentence}${note}。`, { source, reason, ...facts });
}

/** Reasons that a short wait may cure, so the request is tried again at once. */
const passing: ReadonlySet<unknown> = new Set<Reason>(['cut', 'busy', 'serverFault', 'business']);

/** Whether a fault may be gone after a short wait. */
export function isPassing(thrown: unknown): thrown is HubError {
  return thrown instanceof HubError && thrown.remedy === 'retry' && passing.has(thrown.facts['reason']);
}

/** What an HTTP status means; null when the answer may be read. */
export function judgeStatus(status: number): Reason | null {
  if (status >= 200 && status < 300) return null;
  if (status < 400) return 'redirected';
  if (status === 401 || status === 403) return 'denied';
  if (status === 408 || status === 429 || status === 503) return 'busy';
  return status >= 500 ? 'serverFault' : 'clientFault';
}

/** A code as a department sent it, short and harmless enough for a sentence. */
export function shownCode(code: string): string {
  return /^[\w.:-]{1,40}$/.test(code) ? code : '（无法显示）';
}
