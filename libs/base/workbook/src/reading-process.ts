import { writeFileSync } from 'node:fs';
import { BrokenWorkbook } from './broken-workbook.js';
import { readSheets } from './read-sheets.js';
import type { Answer, Question } from './reading-messages.js';

/** Batches that may be under way before the reader has asked for more. */
const ahead = 2;
const unexpected = 70;

/** Where the memory of the machine itself runs out, the kernel ends this process rather than the one that waits for it. */
function yieldMemoryFirst(): void {
  try {
    writeFileSync('/proc/self/oom_score_adj', '1000');
  } catch {
    // Elsewhere than on Linux there is no such file.
  }
}

/** How many batches more are wanted. */
class Demand {
  #credit = ahead;
  #granted: () => void = () => undefined;

  more(): void {
    this.#credit += 1;
    this.#granted();
  }

  async wanted(): Promise<void> {
    while (this.#credit === 0)
      await new Promise<void>((resolve) => {
        this.#granted = resolve;
      });
    this.#credit -= 1;
  }
}

let demand = new Demand();

async function answer(message: Answer): Promise<void> {
  await new Promise<void>((resolve) => {
    process.send?.(message, undefined, undefined, () => resolve());
  });
}

async function read({ path, choice }: Extract<Question, { readonly ask: 'read' }>): Promise<void> {
  demand = new Demand();
  try {
    for await (const batch of readSheets(path, choice)) {
      await demand.wanted();
      await answer({ say: 'batch', batch });
    }
    await answer({ say: 'end' });
  } catch (cause) {
    if (cause instanceof BrokenWorkbook) {
      const { place, refusal, sheet } = cause;
      await answer({ say: 'broken', place, refusal, sheet });
    } else if (isSystems(cause)) await answer({ say: 'failed', code: cause.code });
    // What nobody expected is the workbook's doing until proven otherwise, and counts as a crash.
    else process.exit(unexpected);
  }
}

function isSystems(cause: unknown): cause is { readonly code: string } {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : '';
  return typeof code === 'string' && /^E(?!RR_)[A-Z0-9]+$/.test(code);
}

yieldMemoryFirst();
process.on('disconnect', () => process.exit());
process.on('message', (question: Question) => {
  if (question.ask === 'read') void read(question);
  else demand.more();
});
