import type { MessageKind } from '#base/contracts';
import { checkResult } from './check-result.js';
import { licenseDecision } from './license-decision.js';
import { penaltyFeedback } from './penalty-feedback.js';
import { permitChangeOpinion } from './permit-change-opinion.js';
import { receipt } from './receipt.js';
import type { MessageSchema } from './schema.js';
import { supervise, urge } from './urging.js';

/** Every message kind's schema (JSON Schema 2020-12, Chinese titles) with examples; the published files are generated from it. */
export const messageSchemas: Readonly<Record<MessageKind | 'receipt', MessageSchema>> = {
  'license-decision': licenseDecision,
  'check-result': checkResult,
  'penalty-feedback': penaltyFeedback,
  'permit-change-opinion': permitChangeOpinion,
  urge,
  supervise,
  receipt,
};
