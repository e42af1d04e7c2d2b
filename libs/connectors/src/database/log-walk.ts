import type { LogPage, StreamDefinition, StreamName } from '#base/contracts';
import { escapeIdentifier } from 'pg';
import type { LogContext } from './log-context.js';
import { LogRows } from './log-rows.js';
import type { Relation } from './pgoutput.js';
import type { FeedMessage } from './postgres.feed.js';
import { printLsn } from './postgres.wire.js';

/** The way through the log: where it stands, and the page it is filling. Tables it was told of are known as long as the connection lives. */
export class LogWalk {
  readonly #rows: LogRows;
  readonly #streams: readonly StreamDefinition[];
  readonly #emptied = new Set<StreamName>();
  #place: bigint;
  #inside = false;
  #moved = false;

  constructor(context: LogContext, streams: readonly StreamDefinition[], place: bigint) {
    this.#rows = new LogRows(context);
    this.#streams = streams;
    this.#place = place;
  }

  /** Whether everything up to a place has been seen, and no transaction is half way. */
  reached(target: bigint): boolean {
    return !this.#inside && this.#place >= target;
  }

  /** Whether the page is full, or has to end here. */
  due(pageSize: number): boolean {
    return this.#rows.size >= pageSize || this.#emptied.size > 0;
  }

  async take(message: FeedMessage): Promise<void> {
    switch (message.tag) {
      case 'begin':
        this.#inside = true;
        return;
      case 'relation':
        return this.#rows.relate(message.relation, this.#streams, referenceOf);
      case 'change':
        this.#rows.add(message);
        return;
      case 'truncate':
        this.#empty(message.relations);
        return;
      case 'commit':
        this.#inside = false;
        this.#move(message.end);
        return;
      case 'alive':
        // Between transactions the server's word stands for everything it decided not to send.
        if (!this.#inside) this.#move(message.end);
    }
  }

  /** What has come together; null when it is nothing at all. */
  async page(): Promise<LogPage | null> {
    const { rows, notices } = await this.#rows.take();
    const page = {
      rows,
      notices,
      end: this.#moved ? printLsn(this.#place) : null,
      emptied: [...this.#emptied],
    };
    this.#emptied.clear();
    this.#moved = false;
    return rows.length === 0 && notices.length === 0 && page.end === null ? null : page;
  }

  #move(place: bigint): void {
    if (place <= this.#place) return;
    this.#place = place;
    this.#moved = true;
  }

  #empty(relations: readonly number[]): void {
    for (const { name, table } of this.#rows.streamsOf(relations)) {
      this.#rows.notice(`表 ${table} 被整表清空（TRUNCATE），枢纽将整表重读并通知删除。`);
      this.#emptied.add(name);
    }
  }
}

function referenceOf({ schema, name }: Relation): string {
  return `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`;
}
