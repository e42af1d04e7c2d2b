import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ContentDraft, ContentStore, KeptContent } from './content-store.js';

const digestForm = /^[0-9a-f]{64}$/;

/** Keeps contents in a folder that all processes share, two levels deep by digest. A file appears whole or not at all. */
export class FolderStore implements ContentStore {
  constructor(private readonly folder: string) {}

  async draft(chunks: AsyncIterable<Uint8Array>): Promise<ContentDraft> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const draft = join(this.folder, `draft.${randomUUID()}`);
    const drop = (): Promise<void> => rm(draft, { force: true });
    try {
      const kept = await writeDraft(draft, chunks);
      return { ...kept, keep: () => this.#keep(draft, kept.sha256), drop };
    } catch (thrown) {
      await drop();
      throw thrown;
    }
  }

  async get(sha256: string): Promise<Uint8Array | null> {
    return readFile(this.#path(sha256)).catch((thrown: unknown) => {
      if (isMissing(thrown)) return null;
      throw thrown;
    });
  }

  async remove(sha256: string): Promise<void> {
    await rm(this.#path(sha256), { force: true });
  }

  async #keep(draft: string, sha256: string): Promise<void> {
    const path = this.#path(sha256);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await rename(draft, path);
  }

  /** Only a digest names a file: nothing else reaches the file system. */
  #path(sha256: string): string {
    if (!digestForm.test(sha256)) throw new TypeError('not a digest');
    return join(this.folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  }
}

async function writeDraft(path: string, chunks: AsyncIterable<Uint8Array>): Promise<KeptContent> {
  const hash = createHash('sha256');
  const file = await open(path, 'wx', 0o600);
  try {
    let size = 0;
    for await (const chunk of chunks) {
      hash.update(chunk);
      size += chunk.length;
      await file.writeFile(chunk);
    }
    await file.sync();
    return { sha256: hash.digest('hex'), size };
  } finally {
    await file.close();
  }
}

function isMissing(thrown: unknown): boolean {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && thrown.code === 'ENOENT';
}
