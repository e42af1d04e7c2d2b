import { randomUUID } from 'node:crypto';
import {
  beijingText,
  brandAs,
  eventType,
  type ConsumedBatch,
  type ConsumedMessage,
  type DepartmentRef,
  type MessageKind,
  type PlannedMessage,
} from '#base/contracts';
import { TopicNames } from '#base/kafka';
import { Database } from '#base/postgres';
import { OutboxMessageWriter, OutboxSender } from '#libs/sending';
import {
  carryOutReroutings,
  handleReplies,
  sendDigests,
  sweepDeadlines,
  type ReplyOutcome,
  type SweepParts,
  type Swept,
  type TrackingPolicy,
} from '#libs/tracking';
import { hourLadder } from './hour-ladder.js';
import { eventually } from './eventually.js';
import { plannedMessage } from './messages.js';
import { cloneDatabase } from './servers.js';

/** The approval bureau and a supervising department of the sample region. */
export const bureau: DepartmentRef = { region: brandAs('370800'), department: brandAs('xzspj') };
export const housing: DepartmentRef = { region: brandAs('370800'), department: brandAs('zjj') };

export const market: DepartmentRef = { region: brandAs('370800'), department: brandAs('scjgj') };

const hourMs = 3_600_000;

/** A simple calendar: every unit is a day of 24 hours. */
const policy: TrackingPolicy = {
  approvalBureau: (region) => ({ region, department: bureau.department }),
  contact: (_, item) => ({ liaison: item === 'XK-BOUND' ? '市政科' : '联络办公室', leader: '分管副局长' }),
  party: ({ department }) => (department === bureau.department ? 'approval' : 'supervision'),
  mayTell: (from, to) => from.region === to.region,
  responsible: (_, item) => (item === 'XK-BOUND' ? [housing, market] : []),
  urgeBefore: () => null,
  plan: (_, start, expects, limit) => ({
    expects,
    limit,
    due: {
      state: 'due',
      at: new Date(start.getTime() + limit.amount * 24 * hourMs),
      calendarVersion: 'test',
    },
    urgeAt: null,
  }),
  ladder: hourLadder,
  quiet: () => false,
};

/** A reply as a department would write it. */
export interface Written {
  readonly type?: MessageKind | 'receipt';
  readonly body: unknown;
  readonly id?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Writes messages, hands in replies and sweeps, on a database of its own and a clock moved by hand. */
export class FeedbackDesk {
  now = new Date('2026-11-23T02:00:00Z');
  /** Nothing is late and nothing too much, unless a test says so. */
  catchUpMs = Infinity;
  reminderBudget = Infinity;
  readonly writer = new OutboxMessageWriter();
  readonly #topics = new TopicNames();
  readonly #offsets = new Map<string, bigint>();

  private constructor(
    readonly database: Database,
    readonly url: string,
    readonly close: () => Promise<void>,
  ) {}

  static async open(): Promise<FeedbackDesk> {
    const place = await cloneDatabase();
    const database = new Database({ url: place.url, maxConnections: 12, applicationName: 'feedback desk' });
    return new FeedbackDesk(database, place.url, async () => {
      await database.close();
      await place.drop();
    });
  }

  after(hours: number): void {
    this.now = new Date(this.now.getTime() + hours * hourMs);
  }

  /** A message to a department, due to be claimed 48 hours from now, urged 24 hours before. */
  async told(change: Partial<PlannedMessage> = {}): Promise<PlannedMessage> {
    const due = new Date(this.now.getTime() + 48 * hourMs);
    const message = plannedMessage({
      createdAt: this.now,
      deadlines: [
        {
          expects: 'claimed',
          limit: { amount: 2, unit: 'workingDay' },
          due: { state: 'due', at: due, calendarVersion: 'test' },
          urgeAt: new Date(due.getTime() - 24 * hourMs),
        },
      ],
      ...change,
    });
    await this.database.transaction((tx) => this.writer.write(tx, [message]));
    return message;
  }

  /** Hands in a batch on the department's reply topic and answers what became of each message. */
  async reply(from: DepartmentRef, ...written: readonly Written[]): Promise<readonly ReplyOutcome[]> {
    return this.hand(this.batch(from, ...written));
  }

  batch(from: DepartmentRef, ...written: readonly Written[]): ConsumedBatch {
    const topic = this.#topics.reply(from);
    const start = this.#offsets.get(topic) ?? 0n;
    this.#offsets.set(topic, start + BigInt(written.length));
    const messages = written.map((one, index) => this.#message(from, one, start + BigInt(index)));
    return { topic, partition: 0, messages, highWatermark: start + BigInt(written.length) };
  }

  /** Leaves offsets out, as the markers of Kafka transactions do; answers where the hole begins. */
  skip(from: DepartmentRef, offsets: number): bigint {
    const topic = this.#topics.reply(from);
    const start = this.#offsets.get(topic) ?? 0n;
    this.#offsets.set(topic, start + BigInt(offsets));
    return start;
  }

  async hand(batch: ConsumedBatch): Promise<readonly ReplyOutcome[]> {
    let seen: readonly ReplyOutcome[] = [];
    await handleReplies(
      {
        database: this.database,
        writer: this.writer,
        policy: async () => policy,
        topics: this.#topics,
        clock: { now: () => this.now },
        newId: randomUUID,
        observe: (_, taken) => {
          seen = taken.map(({ outcome }) => outcome);
        },
      },
      batch,
    );
    return seen;
  }

  sweep(batchSize = 100): Promise<Swept> {
    return sweepDeadlines(this.#sweepParts(batchSize));
  }

  /** Sends the digests that wait. */
  digests(): Promise<readonly PlannedMessage[]> {
    return sendDigests(this.#sweepParts(100));
  }

  #sweepParts(batchSize: number): SweepParts {
    return {
      database: this.database,
      writer: this.writer,
      policy: async () => policy,
      clock: { now: () => this.now },
      newId: randomUUID,
      batchSize,
      catchUpMs: this.catchUpMs,
      reminderBudget: this.reminderBudget,
    };
  }

  /** Hands over everything that waits, to a channel that takes it all. */
  async send(): Promise<void> {
    const sender = new OutboxSender({
      database: this.database,
      channel: { name: 'desk', send: async (rows) => rows.map(() => ({ outcome: 'delivered' })) },
      clock: { now: () => this.now },
      observer: { sent: () => {}, failed: () => {}, outage: () => {}, lanes: () => {} },
      settings: { workers: 1, batchSize: 100, pollMs: 20, leaseMs: 2_000, retryScheduleMs: [50] },
      owner: randomUUID(),
    });
    await sender.start();
    await eventually(async () => {
      if ((await this.rows('select from feedback.outbox')).length > 0) throw new Error('messages still wait');
    });
    await sender.stop();
  }

  /** Carries out what people decided about returned matters. */
  reroute(): Promise<number> {
    return carryOutReroutings({
      database: this.database,
      writer: this.writer,
      policy: async () => policy,
      clock: { now: () => this.now },
      newId: randomUUID,
    });
  }

  /** The one delivery of a message with its flags. */
  async delivery(message: PlannedMessage): Promise<Record<string, unknown>> {
    const { rows } = await this.database.query(
      'select * from feedback.delivery_overview where message_id = $1',
      [message.id],
    );
    return { ...rows[0] };
  }

  async rows(statement: string): Promise<readonly Record<string, unknown>[]> {
    return (await this.database.query<Record<string, unknown>>(statement)).rows;
  }

  #message(from: DepartmentRef, written: Written, offset: bigint): ConsumedMessage {
    const { body } = written;
    return {
      offset,
      key: 'CASE-1',
      value: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
      headers: {
        ce_specversion: '1.0',
        ce_id: written.id ?? randomUUID(),
        ce_type: eventType(written.type ?? 'receipt'),
        ce_source: `${from.region}.${from.department}`,
        ce_time: this.now.toISOString(),
        'content-type': 'application/json',
        ...written.headers,
      },
      timestamp: this.now.getTime(),
    };
  }
}

/** A receipt's body. */
export function receipt(message: PlannedMessage, type: string, more: object = {}): object {
  return { messageId: message.id, receipt: type, at: beijingText(message.createdAt), by: '业务科', ...more };
}
