import { setTimeout as delay } from 'node:timers/promises';
import { HubError, type Clock } from '#base/contracts';

/** What a check answers. `progressAt` is when durable progress was last seen; the sentence is Chinese. */
export interface HealthReport {
  readonly ready: boolean;
  readonly progressAt: Date | null;
  readonly sentence: string;
}

export type HealthCheck = () => HealthReport | Promise<HealthReport>;

/** All checks together. */
export interface HealthSummary {
  readonly ready: boolean;
  readonly checks: readonly (HealthReport & { readonly name: string })[];
}

const patienceMs = 3000;

/** A check that asks a server now: ready follows its last answer, both when it is lost and when it is back. */
export function serverCheck(ask: () => Promise<unknown>): HealthCheck {
  return async () => {
    await ask();
    return { ready: true, progressAt: null, sentence: '正常' };
  };
}

/** Whether a fault is that of the hub's own database or broker, which has a check of its own and says nothing about what was at work. */
export function isServerFault(thrown: unknown): boolean {
  return (
    thrown instanceof HubError &&
    (thrown.code === 'HUB_DATABASE_UNREACHABLE' || thrown.code === 'HUB_BROKER_UNREACHABLE')
  );
}

/** The checks of one process: ready when every one is. A check that throws or does not answer is a failed one. */
export class HealthRegistry {
  readonly #checks = new Map<string, HealthCheck>();

  /** Registers a check under a name of its own; the same name again replaces it. */
  add(name: string, check: HealthCheck): void {
    this.#checks.set(name, check);
  }

  remove(name: string): void {
    this.#checks.delete(name);
  }

  async report(): Promise<HealthSummary> {
    const checks = await Promise.all(
      [...this.#checks].map(async ([name, check]) => ({ name, ...(await answer(check)) })),
    );
    return { ready: checks.every((check) => check.ready), checks };
  }
}

async function answer(check: HealthCheck): Promise<HealthReport> {
  const patience = new AbortController();
  const silence = delay(patienceMs, failed('检查没有在时限内答复'), { signal: patience.signal, ref: false });
  try {
    return await Promise.race([Promise.resolve().then(check), silence]);
  } catch (thrown) {
    return failed(thrown instanceof HubError ? thrown.sentence : '检查本身出错，详见日志');
  } finally {
    patience.abort();
    await silence.catch(() => undefined);
  }
}

function failed(sentence: string): HealthReport {
  return { ready: false, progressAt: null, sentence };
}

/**
 * Health by progress: whoever works says `moved` when something became durable, `idle` when there was proven nothing to do,
 * `failed` when a try went wrong. Ready means progress or idleness within `staleMs`, and no fault since.
 */
export class Progress {
  #at: Date | null = null;
  #fault: string | null = null;
  #rest: string | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly staleMs: number,
  ) {}

  moved(): void {
    this.#at = this.clock.now();
    this.#fault = null;
    this.#rest = null;
  }

  idle(): void {
    this.moved();
  }

  failed(sentence: string): void {
    this.#fault = sentence;
    this.#rest = null;
  }

  /** Nothing is done, on purpose: ready, however long it takes, until something moves or fails. */
  rests(sentence: string): void {
    this.#fault = null;
    this.#rest = sentence;
  }

  readonly check = (): HealthReport => {
    const progressAt = this.#at;
    if (this.#fault !== null) return { ready: false, progressAt, sentence: this.#fault };
    if (this.#rest !== null) return { ready: true, progressAt, sentence: this.#rest };
    if (progressAt === null) return { ready: false, progressAt, sentence: '尚未取得进展' };
    const age = this.clock.now().getTime() - progressAt.getTime();
    if (age <= this.staleMs) return { ready: true, progressAt, sentence: '正常' };
    return { ready: false, progressAt, sentence: `已有 ${Math.round(age / 1000)} 秒没有进展` };
  };
}
