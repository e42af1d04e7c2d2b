import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ContentStore } from './content-store.js';

const digestForm = /^[0-9a-f]{64}$/;

/** Keeps contents in a folder that all processes share, two levels deep by digest. A file appears whole or not at all. */
export class FolderStore implements ContentStore {
  constructor(private readonly folder: string) {}

  async put(sha256: string, bytes: Uint8Array): Promise<void> {
    const path = this.#path(sha256);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const draft = `${path}.${randomUUID()}`;
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  }

  async get(sha256: string): Promise<Uint8Array | null> {
    return readFile(this.#path(sha256)).catch((thrown: unknown) => {
      if (isMissing(thrown)) return null;
      throw thrown;
    });
  }

  /** Only a digest names a file: nothing else reaches the file system. */
  #path(sha256: string): string {
    if (!digestForm.test(sha256)) throw new TypeError('not a digest');
    return join(this.folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  }
}

function isMissing(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
}
