import { HubError, type Facts } from '#base/contracts';
import type { Redactor } from './redact.js';

/** A thrown thing as it may be logged: what happened, and where in the code, never the data it happened to. */
export interface FaultRecord {
  readonly type: string;
  readonly code: string | null;
  readonly message: string;
  readonly facts?: Facts;
  readonly stack?: readonly string[];
  readonly cause?: FaultRecord;
}

const deepest = 3;
const framesKept = 8;
/** Driver errors about values quote the values: PostgreSQL's classes 22 and 23, MySQL's duplicate and wrong-value errors. */
const aboutValues = /^(22|23)[0-9A-Z]{3}$|^ER_(DUP|TRUNC|DATA|WARN|BAD_NULL|WRONG_VALUE)/;
const quoted = /"[^"]*"|'[^']*'|“[^”]*”/g;

/** Describes anything thrown, redacted, with its causes. */
export function describeFault(thrown: unknown, redactor: Redactor, depth = 0): FaultRecord {
  if (!(thrown instanceof Error))
    return { type: typeof thrown, code: null, message: redactor.text(String(thrown)) };
  const code = codeOf(thrown);
  const loose = thrown instanceof SyntaxError || (code !== null && aboutValues.test(code));
  const message = thrown instanceof HubError ? thrown.sentence : thrown.message;
  return {
    type: thrown.name,
    code,
    message: redactor.text(loose ? message.replace(quoted, '…') : message),
    ...(thrown instanceof HubError && { facts: redactor.facts(thrown.facts) }),
    ...stackOf(thrown),
    ...(thrown.cause !== undefined &&
      depth < deepest && { cause: describeFault(thrown.cause, redactor, depth + 1) }),
  };
}

function codeOf(thrown: Error): string | null {
  return 'code' in thrown && (typeof thrown.code === 'string' || typeof thrown.code === 'number')
    ? String(thrown.code)
    : null;
}

/** Only the frames: the head of a stack repeats the message unredacted. */
function stackOf(thrown: Error): { readonly stack?: readonly string[] } {
  const frames = (thrown.stack ?? '').split('\n').map((line) => line.trim());
  const kept = frames.filter((line) => line.startsWith('at ') && !line.includes('node:internal'));
  return kept.length === 0 ? {} : { stack: kept.slice(0, framesKept) };
}
