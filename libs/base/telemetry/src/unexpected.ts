import { describeFault } from './describe-fault.js';
import { createRedactor } from './redact.js';

/** Who is told what came up, and whether it was thrown (`uncaughtException`) or a promise nobody waited for (`unhandledRejection`). */
export type UnexpectedTeller = (thrown: unknown, origin: string) => void;

/** Longer than any process takes for its goodbyes, shorter than a supervisor's patience. */
const longestGoodbyeMs = 8_000;
const tellers = new Set<UnexpectedTeller>();

/** Has a log told of every exception that no code took; the process ends after it. */
export function whenUnexpected(tell: UnexpectedTeller): void {
  tellers.add(tell);
}

/**
 * The last resort of a process: an exception that no code took is told with its origin, then `stop` asks the process to end in order, with
 * exit code `code`; after a bound it is ended as it stands. Answers how to take this back.
 */
export function endOnUnexpected(
  stop: () => void,
  code: number,
  goodbyeMs: number = longestGoodbyeMs,
): () => void {
  const end = (thrown: unknown, origin: string): void => {
    process.exitCode = code;
    tellAll(thrown, origin);
    stop();
    setTimeout(() => process.exit(code), goodbyeMs).unref();
  };
  process.on('uncaughtException', end);
  return () => process.off('uncaughtException', end);
}

/* Telling must not fail: an exception from here would end the process at once. */
function tellAll(thrown: unknown, origin: string): void {
  const { type, message, stack = [] } = describeFault(thrown, createRedactor());
  const place = stack[0] ?? '';
  try {
    process.stderr.write(`故障：发生没有处理的异常（${origin}，${type}）：${message} ${place}\n`);
    for (const tell of tellers) tell(thrown, origin);
  } catch {
    // A disk that is full or a terminal that is gone: the exit code still says it.
  }
}
