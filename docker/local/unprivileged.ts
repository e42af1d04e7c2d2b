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
  const rights = closed === undefined ? [] : passage(closed);
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

/*
 * A clone below /root lies behind a door only root may pass; the server then gets that one right of root's and no other. The
 * secure bit lets the right count for access(2) too, by which PostgreSQL finds its own program.
 */
function passage(closed: string): readonly string[] {
  const status = readFileSync('/proc/self/status', 'utf8');
  const held = Number.parseInt(/^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1]?.slice(-8) ?? '0', 16);
  const right = [
    { name: 'dac_read_search', bit: 1 << 2 },
    { name: 'dac_override', bit: 1 << 1 },
  ].find(({ bit }) => (held & bit) !== 0);
  if (right !== undefined) {
    return [`--inh-caps=+${right.name}`, `--ambient-caps=+${right.name}`, '--securebits=+no_setuid_fixup'];
  }
  throw new HubError(
    'HUB_LOCAL_SERVER_FAILED',
    `PostgreSQL 不能以 root 运行，而 ${closed} 只有 root 能进入，请把仓库移到其他用户可进入的目录，或改用普通用户。`,
  );
}

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
