export { OutboxMessageWriter } from './message-writer.js';
export { OutboxSender, type NotifyingDatabase, type SenderParts } from './outbox-sender.js';
export type { SenderObserver, SenderSettings } from './sender-settings.js';
export type { Channel, SendOutcome } from './channel.js';
export { KafkaChannel } from './kafka-channel.js';
export type { OutboxRow } from './sql/claim-outbox.js';
export { readBacklog, type Backlog } from './sql/read-backlog.js';
