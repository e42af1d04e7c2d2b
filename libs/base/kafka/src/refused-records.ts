import { HubError, type FaultCode } from '#base/contracts';

/** One record the broker does not take. `index` is its place in the call to `publish`; `limit` is null where size is not the reason. */
export interface RefusedRecord {
  readonly index: number;
  readonly topic: string;
  readonly key: string;
  /** Bytes of the record as a batch of its own, which is what a broker measures. */
  readonly bytes: number;
  readonly limit: number | null;
}

/**
 * Exactly these records of a call are refused, whatever is tried again; the others of the same call may be published without them.
 * `HUB_RECORD_TOO_LARGE` is thrown before anything of the call was sent; `HUB_MESSAGE_REFUSED` is what a broker answered, so others may lie there already.
 */
export class RefusedRecords extends HubError {
  constructor(
    code: Extract<FaultCode, 'HUB_RECORD_TOO_LARGE' | 'HUB_MESSAGE_REFUSED'>,
    readonly records: readonly [RefusedRecord, ...RefusedRecord[]],
    cause?: unknown,
  ) {
    const [{ topic, key, bytes, limit }] = records;
    const indexes = records.map(({ index }) => index).join(',');
    super(code, sentenceOf(records), { topic, key, bytes, limit, indexes, refused: records.length }, cause);
  }
}

function sentenceOf(records: readonly [RefusedRecord, ...RefusedRecord[]]): string {
  const [{ topic, key, bytes, limit }] = records;
  const more = records.length === 1 ? '' : `等 ${records.length} 条`;
  if (limit === null) {
    return `消息队列拒绝主题 ${topic} 中键为 ${key} 的消息${more}，与其一起发送的其他消息不受影响；请核对该主题的设置`;
  }
  return `主题 ${topic} 中键为 ${key} 的消息${more}有 ${bytes} 字节，超过该主题允许的 ${limit} 字节，没有发送；请来源方缩减该条内容，或由运维调大主题的 max.message.bytes`;
}
