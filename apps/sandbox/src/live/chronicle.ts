const mostNamed = 4;

/** Tells what the samples do: counts what happens and says it in one line at a time. */
export class Chronicle {
  readonly #counts = new Map<string, Map<string, number>>();

  constructor(readonly say: (line: string) => void) {}

  /** Something happened, `times` times. */
  note(who: string, what: string, times = 1): void {
    const deeds = this.#counts.get(who) ?? new Map<string, number>();
    deeds.set(what, (deeds.get(what) ?? 0) + times);
    this.#counts.set(who, deeds);
  }

  /** Says what has come together since the last time; where many acted, by what they did rather than by who they are. */
  tell(): void {
    const sentences =
      this.#counts.size > mostNamed
        ? [`${this.#counts.size} 处：${counted(this.#together())}`]
        : [...this.#counts].map(([who, deeds]) => `${who}：${counted(deeds)}`);
    this.#counts.clear();
    if (sentences.length > 0) this.say(sentences.join('；'));
  }

  #together(): Map<string, number> {
    const sums = new Map<string, number>();
    for (const deeds of this.#counts.values())
      for (const [what, times] of deeds) sums.set(what, (sums.get(what) ?? 0) + times);
    return sums;
  }
}

function counted(deeds: ReadonlyMap<string, number>): string {
  return [...deeds].map(([what, times]) => `${what} ${times}`).join('、');
}
