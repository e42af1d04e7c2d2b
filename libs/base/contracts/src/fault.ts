import { faultCodes, type FaultCode, type Remedy } from './fault-codes.js';

/** Facts that help an engineer; never a secret, never personal data. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** A fault that carries its remedy. `sentence` is one Chinese sentence for the operator: what, where, whose side, what to do. */
export class HubError extends Error {
  readonly code: FaultCode;
  readonly remedy: Remedy;
  readonly sentence: string;
  readonly facts: Facts;

  constructor(code: FaultCode, sentence: string, facts: Facts = {}, cause?: unknown) {
    super(`${code}: ${sentence}`, cause === undefined ? undefined : { cause });
    this.name = 'HubError';
    this.code = code;
    this.remedy = faultCodes[code].remedy;
    this.sentence = sentence;
    this.facts = facts;
  }
}

/** The remedy of anything thrown: a HubError names its own, everything unknown is tried again. */
export function remedyOf(thrown: unknown): Remedy {
  return thrown instanceof HubError ? thrown.remedy : 'retry';
}
