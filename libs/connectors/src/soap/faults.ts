import { HubError, type Facts, type FaultCode } from '#base/contracts';
import type { Refusal } from './xml.js';

type Code = Extract<
  FaultCode,
  'HUB_SOURCE_UNREACHABLE' | 'HUB_SOURCE_DENIED' | 'HUB_SOURCE_TIMEOUT' | 'HUB_SOURCE_INVALID'
>;

/** Everything that can go wrong with a call, and what it means. */
const reasons = {
  cut: ['HUB_SOURCE_UNREACHABLE', '暂时连不上或连接中断，将自动重试；请联系该部门确认服务在运行、网络已放行'],
  timeout: ['HUB_SOURCE_TIMEOUT', '未在时限内答复，将自动重试；请联系该部门确认服务负载，或缩小时间窗'],
  denied: ['HUB_SOURCE_DENIED', '拒绝了枢纽的账号，请联系该部门核对用户名、口令、时钟和接口权限'],
  busy: ['HUB_SOURCE_UNREACHABLE', '报告自身繁忙，将自动重试；请联系该部门确认负载，或调低请求预算'],
  serverFault: ['HUB_SOURCE_UNREACHABLE', '报告服务端故障，将自动重试；请联系该部门查看服务日志'],
  clientFault: ['HUB_SOURCE_INVALID', '认为请求有误，请与该部门核对操作和参数后改正数据源定义'],
  business: ['HUB_SOURCE_UNREACHABLE', '返回了定义里没有的业务返回码，将自动重试；请与该部门核对返回码含义'],
  refused: ['HUB_SOURCE_INVALID', '以业务返回码拒绝了请求，请与该部门核对参数后改正数据源定义'],
  shifting: ['HUB_SOURCE_UNREACHABLE', '的数据在翻页期间一直变动，将自动重试；请缩小时间窗'],
  redirected: ['HUB_SOURCE_INVALID', '把请求转到了别处，枢纽不跟随转向，请改正地址'],
  missing: ['HUB_SOURCE_INVALID', '的地址上没有这个服务，请与该部门核对地址'],
  large: ['HUB_SOURCE_INVALID', '的应答超过大小上限，请缩小时间窗、每页条数，或与该部门核对后调高 limits'],
  malformed: [
    'HUB_SOURCE_UNREACHABLE',
    '的应答不是完整的 SOAP 消息，将自动重试；请联系该部门查看服务或中间设备',
  ],
  unsafe: ['HUB_SOURCE_INVALID', '的 XML 带有文档类型声明，已拒绝解析，请联系该部门去掉'],
  encoding: ['HUB_SOURCE_INVALID', '的应答编码与声明不符，请与该部门核对字符编码'],
  compressed: ['HUB_SOURCE_INVALID', '的载荷不是有效的 Base64 与 GZIP，请与该部门核对载荷格式'],
  shape: ['HUB_SOURCE_INVALID', '的应答里没有定义所写的元素，请与该部门核对后改正数据源定义'],
  listless: [
    'HUB_SOURCE_INVALID',
    '的应答里没有记录所在的元素，也没有别的内容说明没有数据，枢纽不当作空；请与该部门核对 records，没有数据时确实不给该元素的，写明 whenMissing: empty 或总条数 page.total',
  ],
  foreign: [
    'HUB_SOURCE_INVALID',
    '的 WSDL 指向另一台主机，枢纽不跟随；服务地址请写在 settings.endpoint，引用的文件请该部门放在同一主机',
  ],
  wsdl: ['HUB_SOURCE_INVALID', '的 WSDL 无法解析，请与该部门核对地址和文件'],
  operation: ['HUB_SOURCE_INVALID', '的 WSDL 里没有定义所写的操作或端口，请与该部门核对后改正数据源定义'],
  place: ['HUB_SOURCE_INVALID', '的检查点不是这个数据流留下的或晚于对方时钟，请核对后重置检查点'],
} as const satisfies Readonly<Record<string, readonly [Code, string]>>;

/** Why a call failed. */
export type Reason = keyof typeof reasons;

/** A fault of a SOAP source. What the service wrote is never repeated: it may hold personal data or a password. */
export function soapFault(source: string, reason: Reason, facts: Facts = {}): HubError {
  const [code, sentence] = reasons[reason];
  const shown = Object.entries(facts).map(([name, value]) => `${name} ${String(value)}`);
  const note = shown.length === 0 ? '' : `（${shown.join('，')}）`;
  return new HubError(code, `数据源 ${source} ${sentence}${note}。`, { source, reason, ...facts });
}

const security =
  /^(FailedAuthentication|FailedCheck|Invalid(Security|SecurityToken)|MessageExpired|SecurityTokenUnavailable|UnsupportedSecurityToken|UnsupportedAlgorithm)$/;
const deniedWords =
  /密码|口令|未授权|无权|鉴权|认证失败|身份验证|authenticat|unauthori[sz]ed|access (is )?denied|forbidden|invalid (user|credential|password)/i;

/** What it means that a document was not read; `malformed` depends on what it was to be. */
export function judgeRefusal(refused: Refusal, malformed: 'malformed' | 'wsdl'): Reason {
  if (refused === 'malformed') return malformed;
  return refused === 'crowded' ? 'large' : 'unsafe';
}

/** What a SOAP fault means, from its codes (outermost first, without prefix) and what it says. */
export function judgeFault(codes: readonly string[], said: string): Reason {
  if (codes.some((code) => security.test(code)) || deniedWords.test(said)) return 'denied';
  const outer = codes[0]?.split('.')[0] ?? '';
  return ['Client', 'Sender', 'VersionMismatch', 'MustUnderstand', 'DataEncodingUnknown'].includes(outer)
    ? 'clientFault'
    : 'serverFault';
}

/** What an answer says of itself beside its text: the status, and for how many seconds the service asks to be left alone. */
export function statusFacts({
  status,
  retryAfter,
}: {
  readonly status: number;
  readonly retryAfter: number | null;
}): Facts {
  return { status, ...(retryAfter === null ? {} : { retryAfter }) };
}

/** What an HTTP status without a SOAP fault means; null when the answer may be read. */
export function judgeStatus(status: number): Reason | null {
  if (status >= 200 && status < 300) return null;
  const named = meanings.get(status);
  if (named !== undefined) return named;
  if (status < 400) return 'redirected';
  return status >= 500 ? 'serverFault' : 'clientFault';
}

const meanings: ReadonlyMap<number, Reason> = new Map([
  [401, 'denied'],
  [403, 'denied'],
  [404, 'missing'],
  [410, 'missing'],
  [408, 'busy'],
  [429, 'busy'],
  [503, 'busy'],
]);

/** A code as a department sent it, short and harmless enough for a sentence. */
export function shownCode(code: string): string {
  return /^[\w.:-]{1,40}$/.test(code) ? code : '（无法显示）';
}
