/** Lets one commit run while the next page is being published, and never two: checkpoints move in the order of the pages. */
export class CommitChain {
  #last: Promise<void> = Promise.resolve();

  /** Waits for the commit before, then starts this one. */
  async next(commit: () => Promise<void>): Promise<void> {
    await this.#last;
    this.#last = commit();
    // The next call or `settled` sees the failure; until then it is nobody's.
    this.#last.catch(() => undefined);
  }

  /** Resolves when the last commit is durable. */
  async settled(): Promise<void> {
    await this.#last;
  }
}
