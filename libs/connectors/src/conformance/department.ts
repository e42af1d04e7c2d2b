import type { SourceReader, StreamDefinition } from '#base/contracts';

/** A row of the table that a department under test keeps. `at` is local time text, null for a row without one. */
export interface GivenRow {
  readonly caseNumber: string;
  readonly version?: number;
  readonly at: string | null;
  readonly note?: string | null;
}

/**
 * A department's system with one table: PROJID and DATAVER (together its key), MAKETIME, NOTE (text), FEE (two decimals), SCAN
 * (bytes) and SYNC (the flag, empty at first). A connector passes when every property holds against it.
 */
export interface Department {
  readonly keyset: StreamDefinition;
  readonly flag: StreamDefinition;
  readonly snapshot: StreamDefinition;
  open(longestQueryMs?: number): Promise<SourceReader>;
  clear(): Promise<void>;
  insert(rows: readonly GivenRow[]): Promise<void>;
  /** Changes the NOTE of every row of a case, without touching its time. */
  rewrite(caseNumber: string, note: string): Promise<void>;
  remove(caseNumber: string): Promise<void>;
  /** Case numbers whose flag has been written. */
  taken(): Promise<readonly string[]>;
  /** Keeps every query on the table waiting until the returned function is called. */
  block(): Promise<() => Promise<void>>;
  /** Connections the hub has open. */
  connections(): Promise<number>;
}
