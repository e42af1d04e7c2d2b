/** One readable line of the local set: who says it, and what. */
export function tell(who: string, sentence: string): void {
  process.stdout.write(`${who.padEnd(9)} │ ${sentence}\n`);
}

/** The launcher's own voice. */
export function say(sentence: string): void {
  tell('start', sentence);
}

/** Waits for `work`, saying every few seconds that it is still at it. */
export async function narrated<T>(title: string, work: Promise<T>): Promise<T> {
  const from = performance.now();
  const ticker = setInterval(
    () => say(`${title}：已用 ${Math.round((performance.now() - from) / 1000)} 秒 …`),
    5_000,
  );
  try {
    return await work;
  } finally {
    clearInterval(ticker);
  }
}

// A closed terminal must not keep the set from shutting down in order.
process.stdout.on('error', () => undefined);
