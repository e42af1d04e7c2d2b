import { existsSync, readFileSync, statSync } from 'node:fs';
import { chown, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { HubError } from '#base/contracts';

/** Rewrites a command so that it runs without root's rights; PostgreSQL refuses to run as root. */
export interface Unprivileged {
  wrap(
    command: string,
    args: readonly string[],
  ): { readonly command: string; readonly args: readonly string[] };
  /** Makes a folder that belongs to that account. */
  makeFolder(path: string): Promise<void>;
}

/** The account to run servers under that refuse root: ourselves, or `nobody` when we are root. `reach` are folders it must get to. */
export function unprivileged(reach: readonly string[]): Unprivileged {
  if (process.getuid?.() !== 0) {
    return {
      wrap: (command, args) => ({ command, args }),
      makeFolder: async (path) => void (await mkdir(path, { recursive: true, mode: 0o700 })),
    };
  }
  const { uid, gid } = nobody();
  const closed = reach.find((path) => !passable(path));
  const rights =
    closed === undefined ? [] : ['--inh-caps=+dac_read_search', '--ambient-caps=+dac_read_search'];
  return {
    wrap: (command, args) => ({
      command: 'setpriv',
      args: [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', ...rights, command, ...args],
    }),
    makeFolder: async (path) => {
      await mkdir(path, { recursive: true, mode: 0o700 });
      await chown(path, uid, gid);
    },
  };
}

/* A clone below /root lies behind a door only root may pass; the server then gets that one right of root's and no other. */
function passable(path: string): boolean {
  for (let at = path; at !== dirname(at); at = dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false;
  }
  return true;
}

function nobody(): { readonly uid: number; readonly gid: number } {
  const line = /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'));
  if (line === null) {
    throw new HubError(
      'HUB_LOCAL_SERVER_FAILED',
      '本机没有 nobody 账户，root 无法代为运行 PostgreSQL，请改用普通用户执行。',
    );
  }
  return { uid: Number(line[1]), gid: Number(line[2]) };
}
