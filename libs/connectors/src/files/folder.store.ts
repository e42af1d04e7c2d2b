import { constants } from 'node:fs';
import { access, lstat, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, fileFault } from './faults.js';
import { inFolder, isReadable, type FileFact, type FileStore } from './file-store.js';

/** A drop folder on this machine. Links are no files: whoever may drop files could lead the hub to others' by them, or have it write there. */
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
      const found = await lstat(join(root, path));
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
        const facts = await Promise.all(
          names.map(async (name) => {
            const path = inFolder(folder, name);
            return isReadable(name) ? look(path) : { path, name, size: 0, modifiedMs: 0 };
          }),
        );
        return facts.filter((fact) => fact !== null);
      }),
    open: async (path) =>
      (await open(join(root, path), constants.O_RDONLY | constants.O_NOFOLLOW)).createReadStream(),
    write: (path, text) =>
      guarded(async () => {
        await rm(join(root, `${path}.tmp`), { force: true });
        await writeFile(join(root, `${path}.tmp`), text, { flag: 'wx' });
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
