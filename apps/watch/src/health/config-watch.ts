import type { Clock, Queryable } from '#base/contracts';
import type { HealthReport, Log } from '#base/telemetry';
import { readConfigState } from '#libs/operating';

const everyMs = 60_000;

/** Watches the configuration's files: a wrong one, or one that waits for approval, is told once in the log and stays in the health answer until it is mended. */
export class ConfigWatch {
  #told = '';
  #sentences: readonly string[] = [];
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly database: Queryable,
    private readonly configDir: string,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Looks at the files again when the last look is too old. */
  async look(): Promise<void> {
    const now = this.clock.now().getTime();
    if (now - this.#lookedAt < everyMs) return;
    this.#lookedAt = now;
    const { mistakes, sentence } = await readConfigState(this.database, this.configDir);
    this.#sentences = [
      ...mistakes.map((mistake) => mistake.sentence),
      ...(sentence === null ? [] : [sentence]),
    ];
    const all = this.#sentences.join('\n');
    if (all !== this.#told) for (const told of this.#sentences) this.log.warn(told);
    this.#told = all;
  }

  /** Always ready: what is in force stays in force, whatever the files say. */
  readonly check = async (): Promise<HealthReport> => {
    await this.look();
    const sentence = this.#sentences.length === 0 ? '配置文件与生效内容一致' : this.#sentences.join(' ');
    return { ready: true, progressAt: null, sentence };
  };
}
