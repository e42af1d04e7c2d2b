import { HubError, type SourceDefinition } from '#base/contracts';
import { z } from 'zod';

const settingsSchema = z
  .strictObject({
    /** Name of the secret that holds the connection URL; by default `source.<id>.url`. */
    connection: z.strictObject({ secret: z.string().min(1) }).optional(),
    /** Schema (PostgreSQL) or database (MySQL) of the tables; by default the connection's own. */
    schema: z.string().min(1).optional(),
    /** `upper`: column names reach the raw topic in upper case, as the standards print them; `declared`: as the table has them. */
    columnNames: z.enum(['upper', 'declared']).default('upper'),
  })
  .readonly();

/** What the `connection` part of a database source says. */
export interface DatabaseSourceSettings {
  readonly secret: string;
  readonly schema: string | null;
  readonly columnNames: 'upper' | 'declared';
}

/** Reads a source's `settings`; throws HUB_SOURCE_INVALID naming the key. */
export function readDatabaseSettings(source: SourceDefinition): DatabaseSourceSettings {
  const parsed = settingsSchema.safeParse(source.settings);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const path = ['settings', ...(issue?.path ?? [])].join('.');
    throw new HubError(
      'HUB_SOURCE_INVALID',
      `数据源 ${source.id} 的 ${path} 有误：${issue?.message ?? ''}，请改正数据源定义。`,
      { source: source.id, path },
    );
  }
  return {
    secret: parsed.data.connection?.secret ?? `source.${source.id}.url`,
    schema: parsed.data.schema ?? null,
    columnNames: parsed.data.columnNames,
  };
}
