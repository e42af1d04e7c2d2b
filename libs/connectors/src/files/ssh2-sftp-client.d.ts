declare module 'ssh2-sftp-client' {
  import type { Socket } from 'node:net';
  import type { Readable } from 'node:stream';

  interface ListedFile {
    readonly type: string;
    readonly name: string;
    readonly size: number;
    readonly modifyTime: number;
  }

  interface FileStatus {
    readonly isFile: boolean;
    readonly size: number;
    readonly modifyTime: number;
  }

  interface ConnectOptions {
    readonly sock: Socket;
    readonly username: string;
    readonly password?: string;
    readonly privateKey?: string;
    readonly readyTimeout: number;
    readonly keepaliveInterval: number;
    readonly keepaliveCountMax: number;
    readonly hostVerifier: (key: Buffer) => boolean;
  }

  /** The part of the client that the hub uses. */
  class SftpClient {
    constructor(name: string, callbacks: Readonly<Record<'error' | 'end' | 'close', () => void>>);
    connect(options: ConnectOptions): Promise<unknown>;
    list(path: string): Promise<readonly ListedFile[]>;
    stat(path: string): Promise<FileStatus>;
    createReadStream(path: string): Readable;
    put(content: Buffer, path: string): Promise<unknown>;
    delete(path: string, absentIsFine: boolean): Promise<unknown>;
    rename(from: string, to: string): Promise<unknown>;
    end(): Promise<unknown>;
  }

  export { SftpClient as default };
}
