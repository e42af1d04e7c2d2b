export { handleReplies, replyConsumer, type ReplyParts, type TakenReply } from './handle-replies.js';
export type { ReplyOutcome } from './fold-replies.js';
export { applyReceipt, type DeliveryEvent } from './apply-receipt.js';
export { sweepDeadlines, type Swept, type SweepParts } from './sweep-deadlines.js';
export { DeadlineSweeper, type SweeperSettings, type SweepObserver } from './deadline-sweeper.js';
export type { ReadTrackingPolicy, TrackingPolicy } from './tracking-policy.js';
