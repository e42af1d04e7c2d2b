import { ownField } from '#base/contracts';
import type { MessageRecord, Producer as Client } from '@platformatic/kafka';
import { partitionHash } from './partition-hash.js';

/** A message ready to be published. The key decides the partition exactly as Java's default partitioner would. */
export interface OutgoingMessage {
  readonly topic: string;
  readonly key: string;
  readonly value: string | Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** What the client takes; everything in it is bytes. */
export type BrokerRecord = Parameters<Client['send']>[0]['messages'][number] & MessageRecord;

/** A message as the client takes it. */
export function toRecord(message: OutgoingMessage): BrokerRecord {
  const key = Buffer.from(message.key);
  const headers = new Map<Buffer, Buffer>();
  for (const name in message.headers) {
    const known = knownHeader(name, ownField(message.headers, name) ?? '');
    headers.set(known.name, known.value);
  }
  const value = typeof message.value === 'string' ? Buffer.from(message.value) : message.value;
  return { topic: message.topic, key, value, headers, partition: partitionHash(key) };
}

interface KnownHeader {
  readonly name: Buffer;
  readonly text: string;
  readonly value: Buffer;
}

const knownHeaders = new Map<string, KnownHeader>();

/** Most headers say the same from message to message: the last value of each name is kept as bytes. */
function knownHeader(name: string, text: string): KnownHeader {
  const known = knownHeaders.get(name);
  if (known?.text === text) return known;
  const fresh = { name: known?.name ?? Buffer.from(name), text, value: Buffer.from(text) };
  knownHeaders.set(name, fresh);
  return fresh;
}
