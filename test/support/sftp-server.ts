import { hostKeyOf } from '../../apps/sandbox/src/servers/host-key.js';
import { startSftpServer as start, type SftpServer } from '../../apps/sandbox/src/servers/sftp-server.js';

export type { SftpServer } from '../../apps/sandbox/src/servers/sftp-server.js';

const account = { name: 'hub', password: 'synthetic-only' };

/** Starts a server on a free port; account and password are in `url`. */
export function startSftpServer(root: string): Promise<SftpServer> {
  return start({ root, port: 0, account, hostKey: hostKeyOf('test') });
}
