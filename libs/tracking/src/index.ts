export {
  handleReplies,
  parkReplies,
  replyConsumer,
  type ReplyParts,
  type TakenReply,
} from './handle-replies.js';
export type { ReplyOutcome } from './folded-replies.js';
export { sweepDeadlines, type Swept, type SweepParts } from './sweep-deadlines.js';
export { sweepAbreast } from './sweep-abreast.js';
export { sendDigests } from './send-digests.js';
export { climbLadder } from './climb-ladder.js';
export type { OwedDeadline } from './owed-deadline.js';
export { carryOutReroutings } from './reroute.js';
export { DeadlineSweeper } from './deadline-sweeper.js';
export type { ReadTrackingPolicy, TrackingPolicy } from './tracking-policy.js';
