import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { program } from '../../docker/local/places.js';
import { until } from '../../docker/local/until.js';

/** Stands before the exit code after everything a command said. */
export const endOfAnswer = '\u0000exit ';

const lastAnswer = new RegExp(`${endOfAnswer}(\\d+)\\n$`);
const leaveWithinMs = 60_000;

/** What a command said, both outputs together, and how it ended. */
export interface Answer {
  readonly code: number | null;
  readonly output: string;
}

interface Asked {
  readonly texts: [string, string];
  readonly answered: PromiseWithResolvers<Answer>;
}

/**
 * The hub's command line in a process that stays: the same program with the same environment, loaded once. Loading it costs seconds on
 * a busy machine, and a test asks dozens of commands. One command runs at a time.
 */
export class WarmCli {
  readonly #child: ChildProcess;
  #asked: Asked | null = null;
  #last: Promise<unknown> = Promise.resolve();

  /** Relative paths on its command lines lie in `folder`. */
  constructor(environment: NodeJS.ProcessEnv, folder: string) {
    this.#child = spawn(process.execPath, [program('warm-cli')], {
      cwd: folder,
      env: environment,
      stdio: 'pipe',
    });
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => this.#hear(0, text));
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => this.#hear(1, text));
    this.#child.on('close', (code) => {
      this.#asked?.answered.resolve({ code: code ?? 1, output: this.#asked.texts.join('') });
    });
  }

  /** Runs one command line after those asked before. */
  ask(argv: readonly string[]): Promise<Answer> {
    const answer = this.#last.then(() => this.#askNow(argv));
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  /** Ends the process, which must end by itself: a command that left something open would keep it. */
  async close(): Promise<void> {
    this.#child.stdin?.end();
    if (await until(() => this.#ended(), leaveWithinMs)) return;
    this.#child.kill('SIGKILL');
    await once(this.#child, 'close');
    throw new Error('a command left a connection or a timer open: the command line does not end by itself');
  }

  #ended(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  async #askNow(argv: readonly string[]): Promise<Answer> {
    if (this.#ended()) throw new Error('the command line has ended');
    const asked: Asked = { texts: ['', ''], answered: Promise.withResolvers<Answer>() };
    this.#asked = asked;
    this.#child.stdin?.write(`${JSON.stringify(argv)}\n`);
    const answer = await asked.answered.promise;
    this.#asked = null;
    return answer;
  }

  #hear(from: 0 | 1, text: string): void {
    if (this.#asked === null) return;
    const { texts, answered } = this.#asked;
    texts[from] += text;
    const codes = texts.map((said) => lastAnswer.exec(said)?.[1]);
    if (codes.includes(undefined)) return;
    const output = texts.map((said) => said.replace(lastAnswer, '')).join('');
    answered.resolve({ code: Number(codes[0]), output });
  }
}
