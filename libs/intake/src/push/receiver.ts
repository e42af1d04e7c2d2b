import type { SourceId, StreamDefinition, StreamName } from '#base/contracts';
import type { Publisher, TopicNames } from '#base/kafka';
import type { Counts } from '../counts.js';
import type { DriftPorts } from '../drift/drift-ports.js';
import { publishRows, type HashedRow } from '../reading.js';
import { asMet } from '../seen-row.js';
import { findChanged } from '../sql/find-changed.js';
import { admit, prove, type Admission, type PushHead } from './admission.js';
import { answerOf, type PushAnswer } from './answer.js';
import { checkRecords, type BatchBounds, type CheckedRecord } from './check-records.js';
import { freshRows, lastOfEach } from './fresh.js';
import type { Reservation } from './in-flight.js';
import { Intent } from './intent.js';
import type { PushSources } from './push-source.js';
import { Rates } from './rate.js';
import { PushedDrift } from './pushed-drift.js';
import { Published } from './published.js';
import { PushRefusal } from './refusal.js';
import { countPushed } from './sql/count-pushed.js';
import { selectStreamNumber } from './sql/select-stream-number.js';

/** What a receiver tells while it works. */
export interface ReceiveObserver {
  /** Records of a batch became durable, or were recognised as repeats. */
  counted(source: SourceId, stream: StreamName, counts: Counts): void;
  /** Seconds from a batch's arrival to the broker's acknowledgement of all of it. */
  published(source: SourceId, stream: StreamName, seconds: number): void;
  /** A batch was taken whose columns could not be compared with the contract. */
  unwatched(source: SourceId, fault: unknown): void;
}

/** What receiving stands on; the process composes it. */
export interface ReceivePorts extends DriftPorts {
  readonly publisher: Publisher;
  readonly topics: TopicNames;
  readonly observer: ReceiveObserver;
  /** The sources that may push, not older than a few seconds. */
  sources(): Promise<PushSources>;
}

/** Bounds of receiving; milliseconds and bytes. */
export interface ReceiveBounds extends BatchBounds {
  /** How far a sender's clock may be off. */
  readonly skewMs: number;
  /** How long the broker may take before the sender is told to come back. */
  readonly publishTimeoutMs: number;
}

/** What is answered: the body as it was first answered, and whether this is a repeat of it. */
export interface Received {
  readonly answer: PushAnswer;
  readonly replayed: boolean;
}

interface Work {
  readonly admission: Admission;
  readonly intent: Intent;
  readonly records: readonly CheckedRecord[];
  readonly room: Reservation;
}

/**
 * Takes signed batches. What is answered as accepted lies in the broker with every acknowledgement; the same idempotency key gets the same answer,
 * so a sender in doubt sends again. Throws PushRefusal for a batch that is not taken as a whole.
 */
export class PushReceiver {
  readonly #rates: Rates;
  readonly #drift: PushedDrift;

  constructor(
    private readonly ports: ReceivePorts,
    private readonly bounds: ReceiveBounds,
  ) {
    this.#rates = new Rates(ports.clock);
    this.#drift = new PushedDrift(ports);
  }

  /** Looks at a request's head, before its body is read. */
  async admit(head: PushHead): Promise<Admission> {
    return admit(head, await this.ports.sources(), this.ports.clock, this.bounds.skewMs);
  }

  /** Takes an admitted batch. */
  async take(admission: Admission, body: Uint8Array, room: Reservation): Promise<Received> {
    prove(admission, body);
    const intent = new Intent(this.ports.database, admission, body);
    const earlier = await intent.answered();
    if (earlier !== null) return { answer: earlier, replayed: true };
    const { source, stream } = admission;
    const records = checkRecords(body, stream, this.bounds);
    const wait = this.#rates.take(source.definition.id, records.length, source.terms.recordsPerSecond);
    if (wait !== null) throw new PushRefusal('fast', {}, wait);
    const claimed = await intent.claim(2 * this.bounds.publishTimeoutMs);
    if (claimed !== null) return { answer: claimed, replayed: true };
    try {
      return { answer: await this.#work({ admission, intent, records, room }), replayed: false };
    } catch (fault) {
      await intent.withdraw().catch(() => undefined);
      throw fault;
    }
  }

  async #work({ admission, intent, records, room }: Work): Promise<PushAnswer> {
    const { database, clock, observer } = this.ports;
    const source = admission.source.definition.id;
    const stream = admission.stream.name;
    const number = await selectStreamNumber(database, source, stream);
    const rows = records.flatMap((record, place) => ('row' in record ? [{ place, row: record.row }] : []));
    const changed =
      rows.length === 0
        ? []
        : await findChanged(
            database,
            number,
            rows.map(({ row }) => asMet(row)),
          );
    const fresh = freshRows(rows, new Set(changed));
    const published = new Published(database, number);
    const last = lastOfEach(fresh);
    if (last.length > 0) await published.forget(last);
    const bytes = await this.#acknowledged(
      admission,
      fresh.map(({ row }) => row),
      room,
    );
    const answer = answerOf(admission.idempotencyKey, records, new Set(fresh.map(({ place }) => place)));
    const { accepted, repeated } = answer;
    const counts: Counts = { read: records.length, published: accepted, repeated, vanished: 0, bytes };
    await database.transaction(async (tx) => {
      if (last.length > 0) await published.remember(tx, last.map(asMet));
      await countPushed(tx, source, stream, counts, clock.now());
      await intent.finish(tx, answer);
    });
    observer.counted(source, stream, counts);
    await this.#drift
      .look(
        admission.source.definition,
        admission.stream,
        fresh.map(({ row }) => row),
      )
      .catch((fault: unknown) => observer.unwatched(source, fault));
    return answer;
  }

  /** Publishes and waits for every acknowledgement, but not for ever: the sender is told to come back, and what arrives late is a repeat. */
  async #acknowledged(
    { source, stream }: Admission,
    rows: readonly HashedRow[],
    room: Reservation,
  ): Promise<number> {
    if (rows.length === 0) return 0;
    const published = publishRows({ ...this.ports, source: source.definition }, live(stream), rows);
    room.keep(published);
    const late = AbortSignal.timeout(this.bounds.publishTimeoutMs);
    const slow = new Promise<never>((_, reject) => {
      late.addEventListener('abort', () => reject(new PushRefusal('slow', {}, 5)), { once: true });
    });
    return Promise.race([published, slow]);
  }
}

/** What a department sends is news: there was no reading before it that could have been the first. */
function live(stream: StreamDefinition): Parameters<typeof publishRows>[1] {
  return { stream, isOfFirstLoad: () => false };
}
