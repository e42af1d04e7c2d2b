export { InFlight, type Reservation } from './in-flight.js';
export { KnownSources } from './known-sources.js';
export type { Admission } from './admission.js';
export type { PushAnswer } from './answer.js';
export type { PushTerms } from './push-source.js';
export { PushReceiver, type ReceiveObserver } from './receiver.js';
export { PushRefusal, type RefusalReason } from './refusal.js';
export { forgetPushes } from './sql/forget-pushes.js';
