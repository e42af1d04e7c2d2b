import {
  brandAs,
  departmentName,
  eventType,
  type Clock,
  type DepartmentRef,
  type MessageId,
  type MessageKind,
  type NewId,
} from '#base/contracts';
import { toEventHeaders, type Publisher, type TopicNames } from '#base/kafka';
import { checkMessageBody, schemaId } from '#base/model';

/** What a department says about or in answer to a message it was sent. */
export interface Letter {
  /** The sender's own id; the same again is a repeat. Null: one is made. */
  readonly id: string | null;
  readonly kind: MessageKind | 'receipt';
  readonly inReplyTo: string;
  readonly key: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** On its way, or one sentence why it cannot be. */
export type Posted = { readonly id: string } | { readonly sentence: string };

/**
 * Puts what departments say over HTTP on their own reply topics. From there it goes the one way of all replies: the relay checks it,
 * recognises repeats by id, moves states and deadlines, and parks what it refuses, so that HTTP and Kafka cannot come to differ.
 */
export class ReplyPost {
  constructor(
    private readonly publisher: Publisher,
    private readonly topics: TopicNames,
    private readonly clock: Clock,
    private readonly newId: NewId,
  ) {}

  /** Answers when every in-sync replica has it; the relay acts on it afterwards. */
  async post(from: DepartmentRef, { id, kind, inReplyTo, key, body }: Letter): Promise<Posted> {
    const check = checkMessageBody(kind, body);
    if (!check.valid) return { sentence: check.sentence };
    const eventId = id ?? this.newId();
    const headers = toEventHeaders({
      id: brandAs(eventId),
      type: eventType(kind),
      source: departmentName(from),
      subject: key,
      time: this.clock.now(),
      dataSchema: schemaId(kind),
      deadline: null,
      receipts: [],
      supersedes: null,
      inReplyTo: brandAs<MessageId>(inReplyTo),
      traceparent: null,
    });
    const value = JSON.stringify(body);
    await this.publisher.publish([{ topic: this.topics.reply(from), key, value, headers }]);
    return { id: eventId };
  }
}
