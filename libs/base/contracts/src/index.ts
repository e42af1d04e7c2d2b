/**
 * The vocabulary. A region has departments; a department grants or supervises items; a case is one application for an item.
 * A source is one system of one department, a stream one table in it; a connector reads pages of raw rows from a cursor, a
 * checkpoint is the cursor made durable. A raw message is a row on its raw topic; a mapping turns it into a record of a kind,
 * with a revision. A route decides which feedback messages a change owes; a message for one recipient is a delivery, each try
 * an attempt, each fact the recipient states a receipt. A deadline says when a receipt is due; missing it urges, then supervises.
 * What the hub refuses to guess about is parked. A breach is a record of supervision data by which somebody broke the rules. Whoever
 * asks the hub is a principal: a role gives rights, a place says how far they reach.
 */
export * from './ids.js';
export * from './ports.js';
export * from './duration.js';
export * from './fault.js';
export * from './fault-codes.js';
export * from './model.js';
export * from './source.js';
export * from './raw-row.js';
export * from './change-log.js';
export * from './connector.js';
export * from './raw.js';
export * from './case-facts.js';
export * from './record.js';
export * from './parked.js';
export * from './deadline.js';
export * from './policy.js';
export * from './ladder.js';
export * from './message.js';
export * from './day-deadline.js';
export * from './plan-deadline.js';
export * from './kind-rules.js';
export * from './breach.js';
export * from './delivery-events.js';
export * from './consume.js';
export * from './beijing-time.js';
export * from './exact-json.js';
export * from './exact-records.js';
export { cutDeep, DeepJson, deepestJson, deepSentence, nestsDeep, refuseDeep } from './json-depth.js';
export * from './isolate.js';
export * from './repeated-fields.js';
export * from './visible-text.js';
export * from './access.js';
export * from './attached.js';
export { ownField } from './own-field.js';
export { unregisteredDepartment } from './unregistered-department.js';
export {
  characterText,
  cleanedCharacter,
  cleanIdentifier,
  oddCharacter,
  type NamedCharacter,
} from './identifier-text.js';
