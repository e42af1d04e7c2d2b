import { createHash } from 'node:crypto';
import {
  brandAs,
  departmentName,
  eventType,
  systemClock,
  type BatchOutcome,
  type ConsumedBatch,
  type Department,
  type MessageId,
  type MessageKind,
} from '#base/contracts';
import {
  BatchConsumer,
  Producer,
  TopicNames,
  toEventHeaders,
  type KafkaSettings,
  type OutgoingMessage,
} from '#base/kafka';
import { schemaId } from '#base/model';
import type { Database } from '#base/postgres';
import { diceOf } from '../generator/index.js';
import type { Chronicle } from './chronicle.js';
import { readLetter } from './letter.js';
import { reactTo, type Act, type ActFacts, type Habits, type Letter, type PlannedAct } from './reactions.js';
import { replyBody } from './reply-body.js';
import { findBookmark } from './sql/find-bookmark.js';
import { moveBookmark } from './sql/move-bookmark.js';
import { noteActs } from './sql/note-acts.js';

/** What a desk works with. `kafka` carries the department's own account. */
export interface DeskTools {
  readonly kafka: KafkaSettings;
  readonly database: Database;
  readonly chronicle: Chronicle;
}

const titles: Readonly<Record<Act, string>> = {
  received: '签收',
  claimed: '认领',
  returned: '退回',
  answered: '反馈',
  'check-result': '检查结果',
  'penalty-feedback': '处罚反馈',
  'permit-change-opinion': '许可变更意见',
  'support-scheduled': '安排踏勘',
  'support-completed': '踏勘结果',
};

/** The desk of one department: reads its feedback topic, signs at once, plans the rest, and replies under its own account. */
export class Desk {
  readonly name: string;
  readonly #topics: TopicNames;
  readonly #consumer: BatchConsumer;
  readonly #producer: Producer;

  constructor(
    readonly department: Department,
    readonly tools: DeskTools,
  ) {
    this.name = departmentName(department);
    this.#topics = new TopicNames(tools.kafka.topicPrefix);
    this.#producer = new Producer(tools.kafka);
    this.#consumer = new BatchConsumer({
      settings: tools.kafka,
      groupId: `${this.#topics.departmentGroupPrefix(department)}sandbox`,
      handler: (batch) => this.#work(batch),
      startOffset: (topic, partition) => findBookmark(tools.database, { desk: this.name, topic, partition }),
      tuning: { maxWaitMs: 300 },
    });
  }

  start(): void {
    this.#consumer.start([this.#topics.feedback(this.department)]);
    this.#consumer.finished.catch(() => this.tools.chronicle.note(this.department.name, '收件中断'));
  }

  async stop(): Promise<void> {
    await this.#consumer.stop();
    await this.#producer.close();
  }

  /** Writes replies; the same act on the same message always carries the same id, so a repeat is harmless. */
  async reply(done: readonly { readonly act: Act; readonly facts: ActFacts }[]): Promise<void> {
    await this.#producer.publish(done.map(({ act, facts }) => this.#compose(act, facts)));
    for (const { act } of done) this.tools.chronicle.note(this.department.name, titles[act]);
  }

  async #work(batch: ConsumedBatch): Promise<BatchOutcome> {
    const letters = batch.messages.map(readLetter).filter((letter) => letter !== null);
    await this.reply(letters.map(({ facts }) => ({ act: 'received' as const, facts })));
    const now = systemClock.now();
    const planned = letters.flatMap((letter) => this.#plan(letter, now));
    const next = (batch.messages.at(-1)?.offset ?? batch.highWatermark - 1n) + 1n;
    await this.tools.database.transaction(async (tx) => {
      if (planned.length > 0) await noteActs(tx, planned);
      await moveBookmark(tx, { desk: this.name, topic: batch.topic, partition: batch.partition, next });
    });
    return { nextOffset: next };
  }

  #plan(letter: Letter, now: Date): readonly PlannedAct[] {
    const dice = diceOf(`reaction/${letter.facts.messageId}`);
    return reactTo(letter, habitsOf(this.department), dice).map(({ act, afterSeconds }) => ({
      desk: this.name,
      act,
      dueAt: new Date(now.getTime() + afterSeconds * 1000),
      facts: letter.facts,
    }));
  }

  #compose(act: Act, facts: ActFacts): OutgoingMessage {
    const now = systemClock.now();
    const kind = kindOf(act);
    const body = replyBody(act, facts, this.department.name, now);
    return {
      topic: this.#topics.reply(this.department),
      key: facts.key,
      value: JSON.stringify(body),
      headers: toEventHeaders({
        id: replyId(facts.messageId, act),
        type: eventType(kind),
        source: this.name,
        subject: facts.key,
        time: now,
        dataSchema: schemaId(kind),
        deadline: null,
        receipts: [],
        supersedes: null,
        inReplyTo: brandAs<MessageId>(facts.messageId),
        traceparent: null,
      }),
    };
  }
}

function kindOf(act: Act): MessageKind | 'receipt' {
  switch (act) {
    case 'check-result':
    case 'penalty-feedback':
    case 'permit-change-opinion':
      return act;
    case 'support-scheduled':
    case 'support-completed':
      return 'tech-support-result';
    default:
      return 'receipt';
  }
}

function habitsOf({ department }: Department): Habits {
  return department === 'jtysj' ? { latePercent: 35, neverPercent: 8 } : { latePercent: 4, neverPercent: 2 };
}

/* A UUID of version 8 (RFC 9562: made by a rule of one's own) from the message and the act. */
function replyId(messageId: string, act: Act): MessageId {
  const hex = createHash('sha256').update(`${messageId}/${act}`).digest('hex');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return brandAs<MessageId>(parts.join('-'));
}
