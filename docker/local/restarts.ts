/** What happened to a server or process of the set since `npm start`. */
export interface Running {
  readonly name: string;
  readonly up: boolean;
  /** How often it was started again after it had ended by itself. */
  readonly restarts: number;
  readonly lastEndedAt: string | null;
}

/** Counts what ends by itself and is started again; told of every change, so that it can be written where `hub status` reads it. */
export class Restarts {
  readonly #running = new Map<string, Running>();

  constructor(private readonly changed: () => void = () => undefined) {}

  started(name: string): void {
    const known = this.#running.get(name);
    const restarts = known === undefined ? 0 : known.restarts + (known.up ? 0 : 1);
    this.#set({ name, up: true, restarts, lastEndedAt: known?.lastEndedAt ?? null });
  }

  ended(name: string, at: Date): void {
    const restarts = this.#running.get(name)?.restarts ?? 0;
    this.#set({ name, up: false, restarts, lastEndedAt: at.toISOString() });
  }

  all(): readonly Running[] {
    return [...this.#running.values()];
  }

  #set(running: Running): void {
    this.#running.set(running.name, running);
    this.changed();
  }
}
