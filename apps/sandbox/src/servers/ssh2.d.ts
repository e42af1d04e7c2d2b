declare module 'ssh2' {
  export interface SftpChannel {
    on(event: 'OPEN', listener: (id: number, path: string, flags: number) => void): void;
    on(event: 'READ', listener: (id: number, handle: Buffer, offset: number, length: number) => void): void;
    on(event: 'WRITE', listener: (id: number, handle: Buffer, offset: number, data: Buffer) => void): void;
    on(
      event: 'OPENDIR' | 'REMOVE' | 'STAT' | 'LSTAT' | 'REALPATH',
      listener: (id: number, path: string) => void,
    ): void;
    on(event: 'FSTAT' | 'READDIR' | 'CLOSE', listener: (id: number, handle: Buffer) => void): void;
    on(event: 'RENAME', listener: (id: number, from: string, to: string) => void): void;
    status(id: number, code: number): void;
    handle(id: number, handle: Buffer): void;
    data(id: number, data: Buffer): void;
    attrs(id: number, attributes: object): void;
    name(id: number, names: readonly object[]): void;
  }

  interface Authentication {
    readonly method: string;
    readonly username: string;
    readonly password?: string;
    accept(): void;
    reject(methods?: readonly string[]): void;
  }

  interface Session {
    on(event: 'sftp', listener: (accept: () => SftpChannel) => void): void;
  }

  export interface ClientConnection {
    on(event: 'authentication', listener: (context: Authentication) => void): void;
    on(event: 'session', listener: (accept: () => Session) => void): void;
    on(event: 'error' | 'close', listener: () => void): void;
    setNoDelay(noDelay: boolean): void;
    end(): void;
  }

  interface Server {
    listen(port: number, host: string, listening: () => void): void;
    address(): { readonly port: number };
    close(closed: () => void): void;
  }

  const ssh2: {
    readonly Server: new (
      options: { readonly hostKeys: readonly string[] },
      connected: (client: ClientConnection) => void,
    ) => Server;
    readonly utils: {
      generateKeyPairSync(type: 'ed25519'): { readonly private: string; readonly public: string };
    };
  };
  export { ssh2 as default };
}
