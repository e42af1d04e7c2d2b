import type { Clock } from '#base/contracts';
import type { Draft } from '../draft.js';

/** Proves to the department who asks. */
export interface Signature {
  sign(draft: Draft, signal: AbortSignal): Promise<Draft>;
  /** Forgets a key or token that was fetched; true when there was one, so that another try makes sense. */
  renew(): boolean;
}

/** What a signature may use. */
export interface SignatureParts {
  readonly source: string;
  readonly base: URL;
  readonly clock: Clock;
  readonly secret: (name: string) => string;
  /** Fresh for every request. */
  readonly nonce: () => string;
  /** Asks for a key or a token and answers the JSON document; throws HUB_SOURCE_*. */
  readonly ask: (draft: Draft, signal: AbortSignal) => Promise<unknown>;
}

/** A signature that fetches nothing. */
export function fixedSignature(sign: (draft: Draft) => Draft): Signature {
  return { sign: async (draft) => Promise.resolve(sign(draft)), renew: () => false };
}
