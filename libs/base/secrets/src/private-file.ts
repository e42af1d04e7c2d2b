import { readFileSync, statSync } from 'node:fs';
import { HubError } from '#base/contracts';

const othersMayAccess = 0o077;

/** The text of a file that nobody but its owner may access; `what` and `variable` name it in the fault. Throws HUB_SETTINGS_INVALID. */
export function readPrivateFile(file: string, what: string, variable: string): string {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) {
    throw new HubError('HUB_SETTINGS_INVALID', `找不到${what} ${file}，请检查 ${variable}。`, { file });
  }
  if ((stat.mode & othersMayAccess) !== 0) {
    throw new HubError(
      'HUB_SETTINGS_INVALID',
      `${what} ${file} 可被他人访问，请改为仅本人可读写（chmod 600）。`,
      { file },
    );
  }
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new HubError('HUB_SETTINGS_INVALID', `${what} ${file} 无法读取，请检查权限与 ${variable}。`, {
      file,
    });
  }
}
