import { DataSource, QueryFailedError, type EntityManager, type EntitySchema } from 'typeorm';
import type { DatabaseSettings } from './database.js';
import { EnduringClient } from './enduring-client.js';
import { asFault } from './unreachable.js';

const connectTimeoutMs = 10_000;

/** The control plane through TypeORM: plain objects of single tables. Connects when first used; whoever made it closes it. */
export class ControlPlane {
  readonly #source: DataSource;
  #opening: Promise<unknown> | null = null;

  constructor(settings: DatabaseSettings, entities: readonly EntitySchema[]) {
    this.#source = new DataSource({
      type: 'postgres',
      url: settings.url,
      applicationName: settings.applicationName,
      poolSize: settings.maxConnections,
      connectTimeoutMS: connectTimeoutMs,
      entities: [...entities],
      // Tables come from the migrations, extensions from nowhere.
      synchronize: false,
      migrationsRun: false,
      installExtensions: false,
      logging: false,
      // An idle connection that the server cut (restart, failover) is replaced by the pool on next use.
      poolErrorHandler: () => undefined,
      extra: { Client: EnduringClient },
    });
  }

  /** Runs reads and writes, each its own statement. An unreachable server is a HubError to retry. */
  async use<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    try {
      await this.#open();
      return await work(this.#source.manager);
    } catch (cause) {
      throw asFault(bare(cause));
    }
  }

  /** Commits when `work` resolves, rolls back when it throws; the error goes on to the caller. */
  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.use((manager) => manager.transaction(work));
  }

  async close(): Promise<void> {
    await this.#opening?.catch(() => undefined);
    if (this.#source.isInitialized) await this.#source.destroy();
  }

  #open(): Promise<unknown> {
    // TypeORM calls itself initialised before it knows its entities: whoever comes meanwhile waits too.
    if (this.#opening === null && this.#source.isInitialized) return Promise.resolve();
    this.#opening ??= this.#source.initialize().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }
}

/** TypeORM's wrapper carries the statement's values, which may be personal data: only the driver's own error goes on. */
function bare(cause: unknown): unknown {
  return cause instanceof QueryFailedError ? cause.driverError : cause;
}
