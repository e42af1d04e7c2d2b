export { OutboxMessageWriter } from './message-writer.js';
export { OutboxSender } from './outbox-sender.js';
export type { SenderObserver } from './sender-settings.js';
export { KafkaChannel } from './kafka-channel.js';
export type { OutboxRow } from './sql/claim-outbox.js';
export { readBacklog, type Backlog } from './sql/read-backlog.js';
export { readTold, type ToldMessageRow } from './sql/read-told.js';
export { forgetNobody, noteNobody, type NobodyToTell } from './sql/note-nobody.js';
