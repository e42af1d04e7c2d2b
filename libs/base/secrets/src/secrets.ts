import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { HubError } from '#base/contracts';

/** Credentials by name. Nothing here prints, and a fault names the secret, never its value. */
export interface Secrets {
  /** The value of a secret; throws HUB_SECRET_MISSING with the name only. */
  readonly secret: (name: string) => string;
  has(name: string): boolean;
  /** Names only, for checks. */
  names(): readonly string[];
  /** Every value, for one reader: the log's redaction. */
  values(): readonly string[];
}

const contents = z.record(z.string(), z.string());
const othersMayAccess = 0o077;

/** Reads a JSON file of secrets, refusing one that anybody but its owner may access. Throws HUB_SETTINGS_INVALID. */
export function openSecrets(file: string): Secrets {
  const byName = new Map(Object.entries(read(file)));
  return Object.freeze({
    secret: (name: string) => {
      const value = byName.get(name);
      if (value !== undefined) return value;
      throw new HubError('HUB_SECRET_MISSING', `密钥文件中没有“${name}”，请补充后重新启动。`, {
        name,
      });
    },
    has: (name: string) => byName.has(name),
    names: () => [...byName.keys()],
    values: () => [...byName.values()],
  });
}

function read(file: string): Record<string, string> {
  refuseOpenFile(file);
  const parsed = contents.safeParse(parseJson(file));
  if (parsed.success) return parsed.data;
  throw new HubError('HUB_SETTINGS_INVALID', `密钥文件 ${file} 应为“名称: 文本”的 JSON 对象，请改正。`, {
    file,
  });
}

function refuseOpenFile(file: string): void {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) {
    throw new HubError('HUB_SETTINGS_INVALID', `找不到密钥文件 ${file}，请检查 HUB_SECRETS_FILE。`, { file });
  }
  if ((stat.mode & othersMayAccess) !== 0) {
    throw new HubError(
      'HUB_SETTINGS_INVALID',
      `密钥文件 ${file} 可被他人访问，请改为仅本人可读写（chmod 600）。`,
      { file },
    );
  }
}

function parseJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // The parser's own message quotes the text, which is the secret: it is not passed on as a cause.
    throw new HubError('HUB_SETTINGS_INVALID', `密钥文件 ${file} 不是有效的 JSON，请改正。`, { file });
  }
}
