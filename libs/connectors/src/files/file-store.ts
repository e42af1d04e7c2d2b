import type { Readable } from 'node:stream';

/** One file as a listing shows it. `path` is relative to the store's root. */
export interface FileFact {
  readonly path: string;
  readonly name: string;
  readonly size: number;
  readonly modifiedMs: number;
}

/** Where files lie: an SFTP server or a local folder. Every method throws HUB_SOURCE_* faults. */
export interface FileStore {
  /** The plain files of a folder, no deeper; one whose name is not to be read is among them, though it cannot be opened. */
  list(folder: string): Promise<readonly FileFact[]>;
  /** The file as it is now; null when it is gone. */
  look(path: string): Promise<FileFact | null>;
  /** Its bytes. Errors of the stream itself are turned into faults by `fault`. */
  open(path: string): Promise<Readable>;
  /** Writes a text so that nobody sees half of it. */
  write(path: string, text: string): Promise<void>;
  /** Whether the account could write, where that can be known without writing. */
  writable(folder: string): Promise<boolean | null>;
  fault(cause: unknown): unknown;
  close(): Promise<void>;
}

/** Whether a name came as the text it is: what is not UTF-8 (a GBK name of an old server) shows as replacement characters and opens nothing. */
export function isReadable(name: string): boolean {
  return !name.includes('\uFFFD');
}

/** Joins a relative folder and a name. */
export function inFolder(folder: string, name: string): string {
  const trimmed = folder.replace(/^\/+|\/+$/g, '');
  return trimmed === '' ? name : `${trimmed}/${name}`;
}
