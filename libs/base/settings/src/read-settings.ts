import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { HubError } from '#base/contracts';
import { overlay, type Environment } from './environment.js';
import { projectRoot } from './project-root.js';
import { settingsSchema, type Settings } from './schema.js';

/** What a process cannot do without. */
export type Need = 'database' | 'kafka' | 'secrets';

const defaultsSchema = z.record(z.string(), z.record(z.string(), z.unknown()));

/**
 * Reads `config/defaults.yaml`, lays the environment over it, checks everything and freezes it; called once, in main.ts.
 * Throws HUB_SETTINGS_INVALID with file and path for an unknown, missing or wrong setting, or when a need is not met.
 */
export function readSettings(env: Environment, needs: readonly Need[] = ['database', 'kafka']): Settings {
  const dir = absolute(env['HUB_CONFIG_DIR'] ?? '', 'config');
  const file = join(dir, 'defaults.yaml');
  const checked = settingsSchema.safeParse(overlay(readDefaults(file), env));
  if (!checked.success) throw invalid(file, checked.error);
  const { data } = checked;
  const settings: Settings = {
    ...data,
    config: { dir },
    log: { ...data.log, file: absolute(data.log.file, '') },
    secrets: { file: absolute(data.secrets.file, '') },
    documents: { ...data.documents, folder: absolute(data.documents.folder, '') },
    vault: { ...data.vault, keyFile: absolute(data.vault.keyFile, '') },
    kafka: { ...data.kafka, caFile: absolute(data.kafka.caFile, '') },
  };
  for (const need of needs) demand(settings, need);
  return freezeDeep(settings);
}

function readDefaults(file: string): Record<string, Record<string, unknown>> {
  const parsed = defaultsSchema.safeParse(parseYaml(file));
  if (!parsed.success) throw invalid(file, parsed.error);
  return parsed.data;
}

function parseYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new HubError(
      'HUB_SETTINGS_INVALID',
      `无法读取配置文件 ${file}，请检查文件是否存在、格式是否正确。`,
      { file },
      cause,
    );
  }
}

function invalid(file: string, error: z.ZodError): HubError {
  const [issue] = error.issues;
  const keys = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const path = [...(issue?.path ?? []), ...keys].join('.');
  const what = keys.length > 0 ? '不是已知的配置项' : '的值无效或缺失';
  return new HubError(
    'HUB_SETTINGS_INVALID',
    `配置项 ${path} ${what}（${file} 或对应的环境变量），请改正后重新启动。`,
    {
      file,
      path,
      reason: issue?.code ?? 'unknown',
    },
  );
}

function demand(settings: Settings, need: Need): void {
  const missing = {
    database: settings.database.url === '' ? 'DATABASE_URL' : null,
    kafka: settings.kafka.brokers.length === 0 ? 'KAFKA_BROKERS' : null,
    secrets: settings.secrets.file === '' ? 'HUB_SECRETS_FILE' : null,
  }[need];
  if (missing === null) return;
  throw new HubError(
    'HUB_SETTINGS_INVALID',
    `没有设置 ${missing}：请在环境变量中给出，或先运行 npm start。`,
    {
      variable: missing,
    },
  );
}

function absolute(path: string, fallback: string): string {
  const chosen = path === '' ? fallback : path;
  return chosen === '' || isAbsolute(chosen) ? chosen : join(projectRoot(), chosen);
}

function freezeDeep<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) freezeDeep(part);
  return Object.freeze(value);
}
