/** Where time comes from; a test moves it by hand. */
export interface Clock {
  now(): Date;
}

/** Where ids come from: time-ordered UUID v7 texts. */
export type NewId = () => string;

/** The one-method database: a statement joins whatever transaction the caller holds. */
export interface Queryable {
  query<Row extends object = Record<string, unknown>>(
    text: string,
    values?: readonly unknown[],
  ): Promise<{ readonly rows: Row[]; readonly rowCount: number }>;
}

/** A Queryable that is inside a transaction; commit and rollback belong to whoever opened it. */
export interface Tx extends Queryable {
  readonly inTransaction: true;
}

/** Opens transactions; `work` runs again only if the caller repeats it, never by itself. */
export interface Transactions extends Queryable {
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

/** The system clock, for composition roots only. */
export const systemClock: Clock = { now: () => new Date() };
