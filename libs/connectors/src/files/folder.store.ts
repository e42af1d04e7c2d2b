import { createReadStream, constants } from 'node:fs';
import { access, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, fileFault } from './faults.js';
import { inFolder, type FileFact, type FileStore } from './file-store.js';

/** A drop folder on this machine. */
export function folderStore(source: string, root: string): FileStore {
  const fault = (cause: unknown): unknown => fileFault(source, cause);
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      throw fault(cause);
    }
  };
  const look = async (path: string): Promise<FileFact | null> => {
    try {
      const found = await stat(join(root, path));
      if (!found.isFile()) return null;
      const name = path.slice(path.lastIndexOf('/') + 1);
      return { path, name, size: found.size, modifiedMs: found.mtimeMs };
    } catch (cause) {
      if (codeOf(cause) === 'ENOENT') return null;
      throw fault(cause);
    }
  };
  return {
    look,
    fault,
    list: (folder) =>
      guarded(async () => {
        const names = await readdir(join(root, folder));
        const facts = await Promise.all(names.map((name) => look(inFolder(folder, name))));
        return facts.filter((fact) => fact !== null);
      }),
    open: (path) => Promise.resolve(createReadStream(join(root, path))),
    write: (path, text) =>
      guarded(async () => {
        await writeFile(join(root, `${path}.tmp`), text);
        await rename(join(root, `${path}.tmp`), join(root, path));
      }),
    writable: (folder) =>
      access(join(root, folder), constants.W_OK).then(
        () => true,
        () => false,
      ),
    close: () => Promise.resolve(),
  };
}
