import { toCaseNumber, type RawRow, type StreamDefinition } from '#base/contracts';
import { textAt } from '#base/http';
import { rowOrRefused } from '../unwritten-row.js';
import type { TopicMessage } from './committed.js';
import type { KafkaStreamSettings } from './settings.js';
import type { Loss } from './topic-state.js';
import { unwrap, type Refusal } from './unwrap.js';

/** A row before its place is known. */
export type UnplacedRow = Omit<RawRow, 'cursor'>;

const longestShown = 100_000;

/** Turns a message into a row; null for a marker that says nothing. One that cannot be read becomes a row with `$refused`, so that it is parked where the operator sees it. */
export function writeMessage(
  message: TopicMessage,
  stream: StreamDefinition,
  settings: KafkaStreamSettings,
): UnplacedRow | null {
  if (message.unreadable !== undefined) return writeUnreadable(message, message.unreadable, settings);
  return rowOrRefused(
    () => written(message, stream, settings),
    (refusal) => refused(message, { refusal }, settings),
  );
}

function written(
  message: TopicMessage,
  stream: StreamDefinition,
  settings: KafkaStreamSettings,
): UnplacedRow | null {
  const unwrapped = unwrap(message, stream.key, settings);
  if (unwrapped === null) return null;
  if ('refusal' in unwrapped) return refused(message, unwrapped, settings);
  const { fields, operation } = unwrapped;
  const caseNumber = (textAt(fields, stream.caseNumber) ?? '').trim();
  if (caseNumber === '') {
    return refused(message, { refusal: `办件编号字段 ${stream.caseNumber} 为空` }, settings);
  }
  const unknown =
    operation === 'delete' ? stream.key.find((name) => textAt(fields, name) === null) : undefined;
  if (unknown !== undefined) {
    const refusal = `删除的变更里没有主键字段 ${unknown}，不知删的是哪一条`;
    return refused(message, { refusal }, settings);
  }
  return {
    caseNumber: toCaseNumber(caseNumber),
    key: JSON.stringify(stream.key.map((name) => textAt(fields, name) ?? '')),
    cursorAt: null,
    body: Buffer.from(JSON.stringify(fields)),
    operation,
  };
}

/** A batch nobody can read, as one row that is parked; what lies behind it is read. */
function writeUnreadable(
  { partition, offset }: TopicMessage,
  { from, reason }: NonNullable<TopicMessage['unreadable']>,
  settings: KafkaStreamSettings,
): UnplacedRow {
  const offsets = from === offset ? String(from) : `${from} 至 ${offset}`;
  return row([settings.topic, String(partition), String(offset)], {
    $refused: `分区 ${partition} 位点 ${offsets} 的一批消息无法解读：${reason}，请该部门改正后重新发送`,
    $topic: settings.topic,
    $partition: partition,
    $offset: String(offset),
  });
}

/** What was lost, as a row that is parked: the evidence stays when the reading goes on. */
export function writeLoss({ reason, partition, from, to }: Loss, settings: KafkaStreamSettings): UnplacedRow {
  const until = to === null ? '之后' : `至 ${to - 1n}`;
  const why = reason === 'lost' ? '在枢纽读到之前已被对方清除' : '随主题重建而消失';
  const refusal = `分区 ${partition} 位点 ${from} ${until} 的消息${why}`;
  return row([settings.topic, `gap-${partition}-${from}`], {
    $refused: refusal,
    $topic: settings.topic,
    $partition: partition,
  });
}

function refused(
  message: TopicMessage,
  { refusal, values }: Refusal,
  settings: KafkaStreamSettings,
): UnplacedRow {
  const { partition, offset, value } = message;
  return row([settings.topic, String(partition), String(offset)], {
    $refused: refusal,
    $topic: settings.topic,
    $partition: partition,
    $offset: String(offset),
    ...(values === undefined
      ? { $value: (value?.toString('utf8') ?? '').slice(0, longestShown) }
      : { $values: values }),
  });
}

function row(place: readonly string[], body: object): UnplacedRow {
  const key = JSON.stringify(place);
  return {
    caseNumber: toCaseNumber(key),
    key,
    cursorAt: null,
    body: Buffer.from(JSON.stringify(body)),
    operation: 'put',
  };
}
