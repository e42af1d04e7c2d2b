const longestPauseMs = 30_000;
const soundAfterMs = 60_000;

/** How long to wait before something that ended is started again: nothing at the first time, then 1 s … 30 s while it keeps ending soon. */
export class RestartPause {
  #failures = 0;

  /** To be told how long it ran; answers the wait and how often in a row it has ended within a minute. */
  after(ranMs: number): { readonly pauseMs: number; readonly failures: number } {
    this.#failures = ranMs > soundAfterMs ? 1 : this.#failures + 1;
    const pauseMs = this.#failures === 1 ? 0 : Math.min(1_000 * 2 ** (this.#failures - 2), longestPauseMs);
    return { pauseMs, failures: this.#failures };
  }
}

/** The words for a wait. */
export function whenAgain(pauseMs: number): string {
  return pauseMs === 0 ? '正在重新启动' : `${pauseMs / 1_000} 秒后重新启动`;
}
