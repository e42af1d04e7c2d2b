import { isNativeError } from 'node:util/types';
import { HubError, type Facts, type FaultCode } from '#base/contracts';

const unreachable = new Set([
  'PLT_KFK_NETWORK',
  'PLT_KFK_TIMEOUT',
  'KafkaJSConnectionError',
  'KafkaJSConnectionClosedError',
  'KafkaJSRequestTimeoutError',
  'KafkaJSBrokerNotFound',
  'KafkaJSNoBrokerAvailableError',
  'KafkaJSSASLAuthenticationError',
]);

/* Tried again too: a broker learns a new account a moment after it was made. */
const refusals = new Set(['PLT_KFK_AUTHENTICATION', 'KafkaJSSASLAuthenticationError']);

/** What a Kafka client's error says, flattened: names, codes and protocol ids of the whole chain. */
export function errorMarks(thrown: unknown, depth = 0): readonly string[] {
  // Errors of Node's own sockets are of another realm where code runs in a context of its own.
  if (!isNativeError(thrown) || depth > 5) return [];
  const own = [thrown.name, textOf(thrown, 'code'), textOf(thrown, 'apiId'), textOf(thrown, 'type')];
  const nested = thrown instanceof AggregateError ? thrown.errors : [];
  return [
    ...own.filter((mark) => mark !== ''),
    ...[thrown.cause, ...nested].flatMap((inner) => errorMarks(inner, depth + 1)),
  ];
}

/** Turns whatever a client throws into a HubError: unreachable brokers are told apart from everything else. */
export function brokerFault(
  thrown: unknown,
  otherwise: FaultCode,
  sentence: string,
  facts: Facts = {},
): HubError {
  if (thrown instanceof HubError) return thrown;
  const marks = errorMarks(thrown);
  const mark =
    marks.find((text) => /^[A-Z_]+$/.test(text) && !text.startsWith('PLT_')) ?? marks[0] ?? 'unknown';
  if (
    marks.some((text) => unreachable.has(text)) &&
    !marks.some((text) => text.endsWith('AUTHORIZATION_FAILED'))
  ) {
    const refused = marks.some((text) => refusals.has(text));
    return new HubError(
      'HUB_BROKER_UNREACHABLE',
      refused
        ? '消息队列拒绝了账号或口令，系统会自动重试，请核对本进程的 KAFKA_USERNAME 与 KAFKA_PASSWORD'
        : '消息队列连接中断，系统会自动重试，请检查 Kafka 是否在运行',
      { ...facts, mark },
      thrown,
    );
  }
  return new HubError(otherwise, sentence, { ...facts, mark }, thrown);
}

function textOf(error: Error, property: string): string {
  const value: unknown = Reflect.get(error, property);
  return typeof value === 'string' ? value : '';
}
