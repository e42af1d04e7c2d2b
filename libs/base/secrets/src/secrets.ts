import { z } from 'zod';
import { HubError } from '#base/contracts';
import { readPrivateFile } from './private-file.js';

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

/** Reads a JSON file of secrets, refusing one that anybody but its owner may access; an empty name stands for none. Throws HUB_SETTINGS_INVALID. */
export function openSecrets(file: string): Secrets {
  return secretsOf(file === '' ? {} : read(file));
}

function secretsOf(values: Readonly<Record<string, string>>): Secrets {
  const byName = new Map(Object.entries(values));
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
  const parsed = contents.safeParse(parseJson(file, readPrivateFile(file, '密钥文件', 'HUB_SECRETS_FILE')));
  if (parsed.success) return parsed.data;
  throw new HubError('HUB_SETTINGS_INVALID', `密钥文件 ${file} 应为“名称: 文本”的 JSON 对象，请改正。`, {
    file,
  });
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which is the secret: it is not passed on as a cause.
    throw new HubError('HUB_SETTINGS_INVALID', `密钥文件 ${file} 不是有效的 JSON，请改正。`, { file });
  }
}
