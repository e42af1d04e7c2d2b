import {
  closeSync,
  openSync,
  readSync,
  readdirSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import ssh2, { type ClientConnection, type SftpChannel } from 'ssh2';
import type { HostKey } from './host-key.js';

/** A department's SFTP server over one folder. */
export interface SftpServer {
  readonly url: string;
  readonly fingerprint: string;
  /** Cuts the connection once this many more bytes were read from it; null never. */
  cutAfter(bytes: number | null): void;
  connections(): number;
  stop(): Promise<void>;
}

const done = 0;
const endOfList = 1;
const absent = 2;
const failed = 4;

/** Where a server listens and who may come in. */
export interface SftpServerPlan {
  readonly root: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly account: { readonly name: string; readonly password: string };
  readonly hostKey: HostKey;
}

/** Starts a server over one folder for one account. */
export async function startSftpServer(plan: SftpServerPlan): Promise<SftpServer> {
  const { root, account, hostKey } = plan;
  const clients = new Set<ClientConnection>();
  let left: number | null = null;
  const spend = (bytes: number): boolean => {
    if (left === null) return true;
    left -= bytes;
    return left >= 0;
  };
  const server = new ssh2.Server({ hostKeys: [hostKey.privateKey] }, (client) => {
    clients.add(client);
    client.setNoDelay(true);
    client.on('error', () => undefined);
    client.on('close', () => void clients.delete(client));
    client.on('authentication', (context) => {
      const known = context.username === account.name && context.password === account.password;
      if (context.method === 'password' && known) context.accept();
      else context.reject(['password']);
    });
    client.on('session', (accept) => {
      accept().on('sftp', (open) => {
        serve(open(), root, spend, () => client.end());
      });
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(plan.port, '127.0.0.1', resolve);
  });
  return {
    url: `sftp://${account.name}:${account.password}@127.0.0.1:${server.address().port}/`,
    fingerprint: hostKey.fingerprint,
    cutAfter: (bytes) => void (left = bytes),
    connections: () => clients.size,
    stop: () => {
      for (const client of clients) client.end();
      return new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

function serve(channel: SftpChannel, root: string, spend: (bytes: number) => boolean, cut: () => void): void {
  serveNames(channel, root);
  const closeFolder = serveFolders(channel, root);
  serveFiles(channel, root, spend, cut);
  channel.on('CLOSE', (id, handle) => {
    const number = handle.readUInt32BE(0);
    if (!closeFolder(number)) closeSync(number);
    channel.status(id, done);
  });
}

/** Does the work, or answers that the path is not there or that it failed. */
function guarded(channel: SftpChannel, id: number, work: () => void): void {
  try {
    work();
  } catch (cause) {
    const gone = typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ENOENT';
    channel.status(id, gone ? absent : failed);
  }
}

function handleOf(number: number): Buffer {
  const handle = Buffer.alloc(4);
  handle.writeUInt32BE(number);
  return handle;
}

function serveNames(channel: SftpChannel, root: string): void {
  const stat = (id: number, path: string): void => {
    guarded(channel, id, () => channel.attrs(id, attributesOf(join(root, path))));
  };
  channel.on('REALPATH', (id, path) =>
    channel.name(id, [{ filename: join('/', path), longname: path, attrs: {} }]),
  );
  channel.on('STAT', stat);
  channel.on('LSTAT', stat);
  channel.on('FSTAT', (id) => channel.status(id, failed));
  channel.on('REMOVE', (id, path) => {
    guarded(channel, id, () => {
      unlinkSync(join(root, path));
      channel.status(id, done);
    });
  });
  channel.on('RENAME', (id, from, to) => {
    guarded(channel, id, () => {
      renameSync(join(root, from), join(root, to));
      channel.status(id, done);
    });
  });
}

/** Listings; answers what closes one and says whether there was one. */
function serveFolders(channel: SftpChannel, root: string): (handle: number) => boolean {
  const listings = new Map<number, string[]>();
  const folders = new Map<number, string>();
  let nextFolder = 1_000_000;
  channel.on('OPENDIR', (id, path) => {
    guarded(channel, id, () => {
      listings.set(nextFolder, readdirSync(join(root, path)));
      folders.set(nextFolder, join(root, path));
      channel.handle(id, handleOf(nextFolder));
      nextFolder += 1;
    });
  });
  channel.on('READDIR', (id, handle) => {
    const number = handle.readUInt32BE(0);
    const names = listings.get(number) ?? [];
    listings.set(number, []);
    if (names.length === 0) {
      channel.status(id, endOfList);
      return;
    }
    const folder = folders.get(number) ?? root;
    guarded(channel, id, () => {
      const files = names.map((filename) => ({
        filename,
        longname: `-rw-r--r-- 1 hub hub 0 ${filename}`,
        attrs: attributesOf(join(folder, filename)),
      }));
      channel.name(id, files);
    });
  });
  return (handle) => folders.delete(handle);
}

function serveFiles(
  channel: SftpChannel,
  root: string,
  spend: (bytes: number) => boolean,
  cut: () => void,
): void {
  channel.on('OPEN', (id, path, flags) => {
    guarded(channel, id, () =>
      channel.handle(id, handleOf(openSync(join(root, path), flags === 1 ? 'r' : 'w'))),
    );
  });
  channel.on('READ', (id, handle, offset, length) => {
    guarded(channel, id, () => {
      const bytes = Buffer.alloc(length);
      const count = readSync(handle.readUInt32BE(0), bytes, 0, length, offset);
      if (!spend(count)) cut();
      else if (count === 0) channel.status(id, endOfList);
      else channel.data(id, bytes.subarray(0, count));
    });
  });
  channel.on('WRITE', (id, handle, offset, data) => {
    guarded(channel, id, () => {
      writeSync(handle.readUInt32BE(0), data, 0, data.length, offset);
      channel.status(id, done);
    });
  });
}

function attributesOf(path: string): object {
  const { mode, size, mtimeMs } = statSync(path);
  const seconds = Math.floor(mtimeMs / 1_000);
  return { mode, size, uid: 0, gid: 0, atime: seconds, mtime: seconds };
}
