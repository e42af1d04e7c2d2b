import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout } from 'node:timers/promises';
import type { Transactions, Tx } from '#base/contracts';
import { Pool, type Client, type PoolClient } from 'pg';
import { BulkClient } from './bulk-client.js';
import { EnduringClient } from './enduring-client.js';
import { asFault } from './unreachable.js';

/** How to reach PostgreSQL. `maxConnections` bounds the pool. */
export interface DatabaseSettings {
  readonly url: string;
  readonly maxConnections: number;
  readonly applicationName: string;
}

interface QueryOutcome<Row> {
  readonly rows: Row[];
  readonly rowCount: number;
}

const connectTimeoutMs = 10_000;
/** A process frozen inside a transaction must not hold its locks for ever: the server ends it after so long without a statement. */
const idleInTransactionMs = 10_000;

/** The hub's one way to PostgreSQL: pooled statements, transactions and notifications. */
export class Database implements Transactions {
  readonly #pool: Pool;
  readonly #settings: DatabaseSettings;
  readonly #transaction = new AsyncLocalStorage<{ open: boolean }>();

  constructor(settings: DatabaseSettings) {
    this.#settings = settings;
    this.#pool = new Pool({
      Client: BulkClient,
      connectionString: settings.url,
      max: settings.maxConnections,
      application_name: settings.applicationName,
      connectionTimeoutMillis: connectTimeoutMs,
      idle_in_transaction_session_timeout: idleInTransactionMs,
    });
    // An idle connection that the server cut (restart, failover) is replaced by the pool on next use.
    this.#pool.on('error', () => undefined);
  }

  async query<Row extends object = Record<string, unknown>>(
    text: string,
    values: readonly unknown[] = [],
  ): Promise<QueryOutcome<Row>> {
    this.#refuseInside();
    try {
      return await run<Row>(this.#pool, text, values);
    } catch (cause) {
      throw asFault(cause);
    }
  }

  /**
   * Commits when `work` resolves, rolls back when it throws; the error goes on to the caller. Inside, only `tx` may be used: a statement of
   * the pool would wait for a second connection, and as many transactions as there are connections would wait for each other.
   */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    this.#refuseInside();
    const client = await this.#connect();
    const inside = { open: true };
    let broken: Error | undefined;
    const onError = (error: Error): void => {
      broken = error;
    };
    client.on('error', onError);
    try {
      await client.query('begin');
      const result = await this.#transaction.run(inside, () => work(transactionOn(client)));
      await client.query('commit');
      return result;
    } catch (cause) {
      await client.query('rollback').catch((error: Error) => {
        broken ??= error;
      });
      throw asFault(cause);
    } finally {
      inside.open = false;
      client.off('error', onError);
      client.release(broken);
    }
  }

  /** Calls `onNotice` for every notification, and once after each (re)connection, since some may have been missed; ends with the signal. */
  async listen(channel: string, onNotice: () => void, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const client = new EnduringClient({
        connectionString: this.#settings.url,
        application_name: `${this.#settings.applicationName} listen`,
      });
      await followChannel(client, channel, onNotice, signal).catch(() => undefined);
      await client.end().catch(() => undefined);
      await pause(500, signal);
    }
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  #refuseInside(): void {
    if (this.#transaction.getStore()?.open === true)
      throw new Error(
        'A statement outside the transaction was tried inside it: use its tx, or read before it begins.',
      );
  }

  async #connect(): Promise<PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (cause) {
      throw asFault(cause);
    }
  }
}

function transactionOn(client: PoolClient): Tx {
  return { inTransaction: true, query: (text, values = []) => run(client, text, values) };
}

async function run<Row extends object>(
  target: Pool | PoolClient,
  text: string,
  values: readonly unknown[],
): Promise<QueryOutcome<Row>> {
  const result = await target.query<Row>(text, [...values]);
  return { rows: result.rows, rowCount: result.rowCount ?? 0 };
}

async function followChannel(
  client: Client,
  channel: string,
  onNotice: () => void,
  signal: AbortSignal,
): Promise<void> {
  await client.connect();
  const closed = new Promise<void>((resolve) => {
    client.on('error', () => resolve());
    client.on('end', () => resolve());
    signal.addEventListener('abort', () => resolve(), { once: true });
    if (signal.aborted) resolve();
  });
  client.on('notification', onNotice);
  await client.query(`listen ${client.escapeIdentifier(channel)}`);
  onNotice();
  await closed;
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => undefined);
}

// SQLSTATE class 22 is data exceptions, 23 is constraint violations: the data is at fault, trying again changes nothing.
const refusal = /^2[23]/;

/** Whether PostgreSQL refused the data itself, so that only a smaller batch can find the culprit. */
export function refusesData(thrown: unknown): boolean {
  return (
    thrown instanceof Error &&
    'code' in thrown &&
    typeof thrown.code === 'string' &&
    refusal.test(thrown.code)
  );
}
