import { setTimeout as pause } from 'node:timers/promises';

const betweenLooksMs = 50;

/** Looks again and again until the assertion holds; after the limit its last failure is thrown. */
export async function eventually(assertion: () => Promise<void>, limitMs = 100_000): Promise<void> {
  const end = performance.now() + limitMs;
  for (;;) {
    try {
      return await assertion();
    } catch (failure) {
      if (performance.now() > end) throw failure;
    }
    await pause(betweenLooksMs);
  }
}
