import type { ChildProcess } from 'node:child_process';
import { BrokenWorkbook } from './broken-workbook.js';
import { CrashedReading } from './crashed-reading.js';
import type { SheetBatch, SheetChoice } from './read-sheets.js';
import type { Answer, Question } from './reading-messages.js';
import { keepReader, takeReader, usualLimits, type ReadingLimits } from './reading-pool.js';

/**
 * The rows of a workbook's sheets, read in a process of its own with bounds of memory and time: whatever a workbook does, it does there.
 * Throws BrokenWorkbook for one that cannot be read (on), CrashedReading for one whose reading did not end by itself.
 */
export async function* readWorkbook(
  path: string,
  choice: SheetChoice,
  limits: ReadingLimits = usualLimits,
): AsyncGenerator<SheetBatch> {
  const child = takeReader(limits);
  const answers = new Answers(child, limits.batchMs);
  let ended = false;
  try {
    ask(child, { ask: 'read', path, choice });
    for (;;) {
      const answer = await answers.next();
      if (answer.say !== 'batch') {
        ended = true;
        if (answer.say === 'end') return;
        throw endOf(answer);
      }
      ask(child, { ask: 'more' });
      yield answer.batch;
    }
  } finally {
    answers.close();
    if (ended) keepReader(child, limits);
    else child.kill('SIGKILL');
  }
}

function ask(child: ChildProcess, question: Question): void {
  // A process that is gone is noticed by its exit.
  if (child.connected) child.send(question, () => undefined);
}

function endOf(answer: Extract<Answer, { readonly say: 'broken' | 'failed' }>): Error {
  if (answer.say === 'broken') return new BrokenWorkbook(answer.place, answer.refusal, answer.sheet);
  return Object.assign(new Error('the workbook cannot be read'), { code: answer.code });
}

/** Aborted by a signal after its heap was full; 134 where a shell stands between. */
const memoryEnds: ReadonlySet<unknown> = new Set(['SIGABRT', 'SIGKILL', 'SIGTRAP', 'SIGILL', 134, 137]);

/** The answers of a reading process in their order; its end, or too long a silence, is thrown in their place. */
class Answers {
  readonly #child: ChildProcess;
  readonly #batchMs: number;
  readonly #waiting: Answer[] = [];
  #crash: CrashedReading | null = null;
  #wake: () => void = () => undefined;

  constructor(child: ChildProcess, batchMs: number) {
    this.#child = child;
    this.#batchMs = batchMs;
    child.on('message', this.#take);
    child.on('exit', this.#end);
    if (child.exitCode !== null || child.signalCode !== null) this.#end(child.exitCode, child.signalCode);
  }

  async next(): Promise<Answer> {
    const timer = setTimeout(() => this.#fail('time'), this.#batchMs);
    try {
      for (;;) {
        const answer = this.#waiting.shift();
        if (answer !== undefined) return answer;
        if (this.#crash !== null) throw this.#crash;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    } finally {
      clearTimeout(timer);
    }
  }

  close(): void {
    this.#child.off('message', this.#take);
    this.#child.off('exit', this.#end);
  }

  readonly #take = (answer: unknown): void => {
    this.#waiting.push(answer as Answer);
    this.#wake();
  };

  readonly #end = (code: number | null, signal: NodeJS.Signals | null): void => {
    this.#fail(memoryEnds.has(signal ?? code) ? 'memory' : 'ended');
  };

  #fail(kind: CrashedReading['kind']): void {
    this.#crash ??= new CrashedReading(kind);
    this.#wake();
  }
}
