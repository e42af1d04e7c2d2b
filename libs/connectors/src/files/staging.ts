import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { codeOf, refusalToOpen } from './faults.js';
import type { FileFact, FileStore } from './file-store.js';

/** A private copy of a file that can no longer change. */
export interface StagedFile {
  readonly path: string;
  readonly sha256: string;
  discard(): Promise<void>;
}

/** A file that cannot be opened, though it is listed; the others may well be. */
export interface ClosedFile {
  readonly refusal: string;
}

/**
 * Copies a file and checks that it stayed what the listing said; null when it was replaced, moved or written to meanwhile. Stops on the
 * signal; `idleMs` without a byte counts as a time-out.
 */
export async function stageFile(
  store: FileStore,
  file: FileFact,
  idleMs: number,
  signal: AbortSignal,
): Promise<StagedFile | ClosedFile | null> {
  const folder = await mkdtemp(join(tmpdir(), 'hub-files-'));
  const discard = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const path = join(folder, 'content');
  try {
    const { sha256, size } = await copy(store, file, path, idleMs, signal);
    const now = await store.look(file.path);
    const same = size === file.size && now?.size === file.size && now.modifiedMs === file.modifiedMs;
    if (same) return { path, sha256, discard };
  } catch (cause) {
    await discard();
    if (signal.aborted || (await isGone(store, file, cause))) return null;
    const refusal = refusalToOpen(cause);
    if (refusal !== null) return { refusal };
    throw store.fault(cause);
  }
  await discard();
  return null;
}

async function copy(
  store: FileStore,
  file: FileFact,
  path: string,
  idleMs: number,
  signal: AbortSignal,
): Promise<{ readonly sha256: string; readonly size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  const source = await store.open(file.path);
  const idle = (): void => void source.destroy(Object.assign(new Error('idle'), { code: 'ETIMEDOUT' }));
  let timer = setTimeout(idle, idleMs);
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      clearTimeout(timer);
      timer = setTimeout(idle, idleMs);
      hash.update(chunk);
      size += chunk.length;
      done(null, chunk);
    },
  });
  try {
    await pipeline(source, meter, createWriteStream(path, { mode: 0o600 }), { signal });
  } finally {
    clearTimeout(timer);
  }
  return { sha256: hash.digest('hex'), size };
}

async function isGone(store: FileStore, file: FileFact, cause: unknown): Promise<boolean> {
  return ['ENOENT', '2'].includes(codeOf(cause)) && (await store.look(file.path)) === null;
}
