import { endOnUnexpected } from '#base/telemetry';

/** Longer than the servers of a set need to close their files. */
const goodbyeMs = 60_000;

/** A signal that fires once somebody wants this program to end: Ctrl-C, SIGTERM, or the death of whoever started it, or an error of its own that no code took. */
export function stopRequest(): AbortSignal {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => stopping.abort(signal));
  }
  endOnUnexpected(() => stopping.abort('unexpected'), 1, goodbyeMs);
  process.once('disconnect', () => stopping.abort('disconnect'));
  // The channel exists to be seen closing; it must not keep a finished program alive.
  process.channel?.unref();
  return stopping.signal;
}

/** Resolves when the signal fires. */
export async function fired(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
