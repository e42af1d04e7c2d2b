/** Tells what the samples do: counts what happens and says it in at most two lines a second. */
export class Chronicle {
  readonly #counts = new Map<string, Map<string, number>>();

  constructor(readonly say: (line: string) => void) {}

  /** Something happened, `times` times. */
  note(who: string, what: string, times = 1): void {
    const deeds = this.#counts.get(who) ?? new Map<string, number>();
    deeds.set(what, (deeds.get(what) ?? 0) + times);
    this.#counts.set(who, deeds);
  }

  /** Says what has come together since the last time. */
  tell(): void {
    const sentences = [...this.#counts].map(([who, deeds]) => {
      const counted = [...deeds].map(([what, times]) => `${what} ${times}`);
      return `${who}:${counted.join('、')}`;
    });
    this.#counts.clear();
    if (sentences.length > 0) this.say(sentences.join(';'));
  }
}
