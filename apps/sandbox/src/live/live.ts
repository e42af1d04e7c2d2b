import type { Secrets } from '#base/secrets';
import type { Settings } from '#base/settings';
import type { SamplePolicy } from '../generator/index.js';

/** What the living samples need. */
export interface LiveWish {
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly policy: SamplePolicy;
  say(line: string): void;
}

/** x */
export async function live(_wish: LiveWish, _signal: AbortSignal): Promise<void> {
  await Promise.resolve();
}
