import { createHash } from 'node:crypto';
import { createConnection } from 'node:net';
import { HubError } from '#base/contracts';
import SftpClient from 'ssh2-sftp-client';
import { codeOf, fileFault, invalid } from './faults.js';
import { inFolder, type FileFact, type FileStore } from './file-store.js';

/** How to reach an SFTP server. */
export interface SftpPlace {
  readonly source: string;
  /** `sftp://account:password@host:port/folder`. */
  readonly url: string;
  readonly privateKey: string | null;
  readonly fingerprint: string;
  readonly timeoutMs: number;
}

/** An SFTP server. One connection, made again when it was lost; a host that shows another key than the pinned one is refused. */
export class SftpStore implements FileStore {
  readonly #place: SftpPlace;
  readonly #address: URL;
  readonly #root: string;
  #client: Promise<SftpClient> | null = null;

  constructor(place: SftpPlace) {
    this.#place = place;
    const address = URL.parse(place.url);
    if (address?.protocol !== 'sftp:' || address.hostname === '') {
      throw invalid(
        place.source,
        `数据源 ${place.source} 的连接地址无效，应形如 sftp://账号:口令@主机:端口/目录，请改正密钥。`,
      );
    }
    this.#address = address;
    this.#root = decodeURIComponent(address.pathname).replace(/\/+$/, '');
  }

  list(folder: string): Promise<readonly FileFact[]> {
    return this.#use(async (client) => {
      const found = await client.list(this.#full(folder));
      return found
        .filter(({ type }) => type === '-')
        .map(({ name, size, modifyTime }) => ({
          path: inFolder(folder, name),
          name,
          size,
          modifiedMs: modifyTime,
        }));
    });
  }

  look(path: string): Promise<FileFact | null> {
    return this.#use(async (client) => {
      try {
        const found = await client.stat(this.#full(path));
        const name = path.slice(path.lastIndexOf('/') + 1);
        return found.isFile ? { path, name, size: found.size, modifiedMs: found.modifyTime } : null;
      } catch (cause) {
        if (isAbsent(cause)) return null;
        throw cause;
      }
    });
  }

  open(path: string): ReturnType<FileStore['open']> {
    return this.#use((client) => Promise.resolve(client.createReadStream(this.#full(path))));
  }

  write(path: string, text: string): Promise<void> {
    return this.#use(async (client) => {
      const full = this.#full(path);
      await client.put(Buffer.from(text), `${full}.tmp`);
      await client.delete(full, true);
      await client.rename(`${full}.tmp`, full);
    });
  }

  writable(): Promise<boolean | null> {
    return Promise.resolve(null);
  }

  fault(cause: unknown): unknown {
    return fileFault(this.#place.source, cause);
  }

  async close(): Promise<void> {
    const client = this.#client;
    this.#client = null;
    await client?.then((open) => open.end()).catch(() => undefined);
  }

  #full(path: string): string {
    return `${this.#root}/${path}`;
  }

  async #use<T>(work: (client: SftpClient) => Promise<T>): Promise<T> {
    this.#client ??= this.#connect();
    try {
      return await work(await this.#client);
    } catch (cause) {
      const fault = this.fault(cause);
      if (fault instanceof HubError && fault.remedy === 'retry') await this.close();
      throw fault;
    }
  }

  async #connect(): Promise<SftpClient> {
    const { privateKey, timeoutMs, fingerprint, source } = this.#place;
    const { hostname, port, username, password } = this.#address;
    let shown = '';
    const forget = (): void => {
      this.#client = null;
    };
    const client = new SftpClient(source, { error: forget, end: forget, close: forget });
    // The client leaves small packets to be gathered: each question would wait forty milliseconds for an acknowledgement.
    const sock = createConnection({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port === '' ? 22 : Number(port),
      noDelay: true,
    });
    // The client listens only while it uses the connection; one that is cut afterwards has nobody to tell.
    sock.on('error', () => undefined);
    try {
      await client.connect({
        sock,
        username: decodeURIComponent(username),
        ...(privateKey === null ? { password: decodeURIComponent(password) } : { privateKey }),
        readyTimeout: timeoutMs,
        keepaliveInterval: Math.ceil(timeoutMs / 4),
        keepaliveCountMax: 4,
        hostVerifier: (key) => {
          shown = `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
          return shown === fingerprint;
        },
      });
    } catch (cause) {
      this.#client = null;
      sock.destroy();
      if (shown !== '' && shown !== fingerprint) throw this.#strangeHost(shown);
      throw cause;
    }
    return client;
  }

  #strangeHost(shown: string): HubError {
    const { source } = this.#place;
    const sentence = `数据源 ${source} 的主机密钥指纹是 ${shown}，与登记的不符，已拒绝连接；请向该部门核实服务器是否更换，再改正指纹。`;
    return new HubError('HUB_SOURCE_DENIED', sentence, { source, shown });
  }
}

function isAbsent(cause: unknown): boolean {
  return ['ENOENT', '2'].includes(codeOf(cause));
}
