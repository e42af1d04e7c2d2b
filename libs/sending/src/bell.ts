/** Wakes loops that wait for work. A ring between looking and waiting is not lost: the waiter brings the count it saw. */
export class Bell {
  #rings = 0;
  #waiters = new Set<() => void>();

  get rings(): number {
    return this.#rings;
  }

  ring(): void {
    this.#rings += 1;
    for (const wake of this.#waiters) wake();
  }

  /** Resolves when the bell was rung since `seen`, after `ms`, or with the signal. */
  async wait(seen: number, ms: number, signal: AbortSignal): Promise<void> {
    if (this.#rings !== seen || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#waiters.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.#waiters.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }
}
