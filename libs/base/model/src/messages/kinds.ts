import type { MessageKind } from '#base/contracts';
import { checkResult } from './check-result.js';
import { commitmentCheck } from './commitment-check.js';
import { documentSync, notice } from './documents.js';
import { licenseDecision } from './license-decision.js';
import { penaltyFeedback } from './penalty-feedback.js';
import { permitChangeOpinion } from './permit-change-opinion.js';
import { receipt } from './receipt.js';
import type { MessageSchema } from './schema.js';
import { statusSync } from './status-sync.js';
import { techSupportRequest, techSupportResult } from './tech-support.js';
import { supervise, urge } from './urging.js';
import { writtenOpinionAnswer, writtenOpinionRequest } from './written-opinion.js';

/** Every message kind's schema (JSON Schema 2020-12, Chinese titles) with examples; the published files are generated from it. */
export const messageSchemas: Readonly<Record<MessageKind | 'receipt', MessageSchema>> = {
  'license-decision': licenseDecision,
  'commitment-check': commitmentCheck,
  'check-result': checkResult,
  'penalty-feedback': penaltyFeedback,
  'permit-change-opinion': permitChangeOpinion,
  'tech-support-request': techSupportRequest,
  'tech-support-result': techSupportResult,
  'document-sync': documentSync,
  notice,
  'written-opinion-request': writtenOpinionRequest,
  'written-opinion-answer': writtenOpinionAnswer,
  'status-sync': statusSync,
  urge,
  supervise,
  receipt,
};
