import { HubError, type Facts, type FaultCode } from '#base/contracts';

type PushCode = Extract<FaultCode, `HUB_PUSH_${string}`>;

const refusals = {
  unsigned: [
    401,
    'HUB_PUSH_DENIED',
    '请求缺少 x-hub-key、x-hub-time、x-hub-signature 或 idempotency-key，或写法不对',
  ],
  unknown: [401, 'HUB_PUSH_DENIED', '数据源、数据流、密钥标识或签名不对，请与大数据局核对'],
  late: [401, 'HUB_PUSH_DENIED', '请求时间与枢纽相差超过允许范围，请校时后重新签名发送'],
  paused: [403, 'HUB_PUSH_DENIED', '该数据源未启用，请与大数据局联系'],
  absent: [404, 'HUB_PUSH_INVALID', '没有这个地址，请发送到 /push/v1/数据源/数据流'],
  gone: [400, 'HUB_PUSH_INVALID', '请求还没有发完，连接就断开了'],
  unsized: [411, 'HUB_PUSH_INVALID', '请求没有写明 content-length'],
  large: [413, 'HUB_PUSH_INVALID', '一次发送的内容过大或记录过多，请分批发送'],
  format: [415, 'HUB_PUSH_INVALID', '内容类型应为 application/json，编码为 UTF-8'],
  malformed: [400, 'HUB_PUSH_INVALID', '请求正文应为 JSON 数组，每个元素是一条记录'],
  reused: [409, 'HUB_PUSH_INVALID', '同一 idempotency-key 已用于另一批内容，请为新的一批换用新的键'],
  underWay: [409, 'HUB_PUSH_BUSY', '同一批正在处理，请稍后用相同的键重新发送以取得结果'],
  fast: [429, 'HUB_PUSH_BUSY', '发送速度超过该数据源的预算，请按 retry-after 稍后再发'],
  full: [429, 'HUB_PUSH_BUSY', '枢纽正在处理的内容已满，请按 retry-after 稍后再发'],
  slow: [503, 'HUB_PUSH_BUSY', '枢纽的数据库或消息队列暂时跟不上，请按 retry-after 用相同的键重新发送'],
} as const satisfies Readonly<Record<string, readonly [number, PushCode, string]>>;

/** Why a batch is not taken as a whole. */
export type RefusalReason = keyof typeof refusals;

/** A refusal with its HTTP status and, where trying again helps, after how many seconds. */
export class PushRefusal extends HubError {
  readonly status: number;
  readonly retryAfter: number | null;

  constructor(reason: RefusalReason, facts: Facts = {}, retryAfter: number | null = null) {
    const [status, code, sentence] = refusals[reason];
    super(code, `${sentence}。`, { reason, ...facts });
    this.status = status;
    this.retryAfter = retryAfter;
  }
}
