import { HubError, type Facts, type FaultCode } from '#base/contracts';
import { errorMarks } from '#base/kafka';

type Code = Extract<FaultCode, `HUB_SOURCE_${string}`>;

const reasons = {
  cut: [
    'HUB_SOURCE_UNREACHABLE',
    '的 Kafka 暂时连不上或连接中断，将自动重试；请联系该部门确认服务在运行、网络已放行',
  ],
  timeout: ['HUB_SOURCE_TIMEOUT', '的 Kafka 未在时限内答复，将自动重试；请联系该部门确认服务负载'],
  untrusted: [
    'HUB_SOURCE_INVALID',
    '的 Kafka 证书未通过校验，请该部门更换证书，或在 settings.tls.caSecret 里给出其根证书',
  ],
  signIn: [
    'HUB_SOURCE_DENIED',
    '的 Kafka 拒绝了枢纽的账号或口令，请联系该部门核对后用 hub secrets rotate 更换',
  ],
  rights: ['HUB_SOURCE_DENIED', '没有授予枢纽账号读取主题的权限，请联系该部门授权 Read 与 Describe'],
  absent: ['HUB_SOURCE_INVALID', '没有这个主题，请与该部门核对主题名'],
  moved: ['HUB_SOURCE_UNREACHABLE', '的主题在读取期间被清理或重建，将自动重试'],
  compression: [
    'HUB_SOURCE_INVALID',
    '的消息使用了枢纽不支持的压缩方式，请该部门改用 gzip、snappy、lz4 或 zstd',
  ],
  lost: [
    'HUB_SOURCE_GAP',
    '有消息在枢纽读到之前已被对方清除，请该部门补发或延长保留时间；确认后把该数据流的 whenLost 改为 park 才会继续',
  ],
  recreated: [
    'HUB_SOURCE_GAP',
    '的主题被重建或位点回退，旧主题未读的消息已不在，请与该部门核对；确认后把该数据流的 whenLost 改为 park 才会从头读取',
  ],
  place: ['HUB_SOURCE_INVALID', '的检查点不是这个数据流留下的，请核对后重置检查点'],
} as const satisfies Readonly<Record<string, readonly [Code, string]>>;

/** Why a department's topic cannot be read. */
export type Reason = keyof typeof reasons;

/** A fault of a Kafka source; what stands in messages is never repeated. */
export function kafkaFault(source: string, reason: Reason, facts: Facts = {}, cause?: unknown): HubError {
  const [code, sentence] = reasons[reason];
  const shown = Object.entries(facts).map(([name, value]) => `${name} ${String(value)}`);
  const note = shown.length === 0 ? '' : `（${shown.join('，')}）`;
  return new HubError(code, `数据源 ${source} ${sentence}${note}。`, { source, reason, ...facts }, cause);
}

const certificate = /CERT|SIGNATURE|SELF_SIGNED|TLS_/;
const signs: readonly (readonly [(mark: string) => boolean, Reason])[] = [
  [(mark) => mark === 'PLT_KFK_AUTHENTICATION', 'signIn'],
  [(mark) => mark.endsWith('AUTHORIZATION_FAILED'), 'rights'],
  [(mark) => mark === 'UNKNOWN_TOPIC_OR_PARTITION', 'absent'],
  [(mark) => ['OFFSET_OUT_OF_RANGE', 'UNKNOWN_TOPIC_ID', 'INCONSISTENT_TOPIC_ID'].includes(mark), 'moved'],
  [(mark) => mark === 'PLT_KFK_UNSUPPORTED_COMPRESSION', 'compression'],
  [(mark) => certificate.test(mark), 'untrusted'],
  [
    (mark) => mark === 'TimeoutError' || mark === 'PLT_KFK_TIMEOUT' || mark === 'REQUEST_TIMED_OUT',
    'timeout',
  ],
];

/** What a client's error means for the operator. */
export function faultOf(source: string, thrown: unknown, facts: Facts = {}): HubError {
  if (thrown instanceof HubError) return thrown;
  const marks = errorMarks(thrown);
  const found = signs.find(([test]) => marks.some(test));
  return kafkaFault(source, found?.[1] ?? 'cut', facts, thrown);
}
