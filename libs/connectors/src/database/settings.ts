import { HubError, type SourceDefinition } from '#base/contracts';
import { z } from 'zod';

const units: Readonly<Record<string, number>> = { MB: 2 ** 20, GB: 2 ** 30, TB: 2 ** 40 };
const size = z.string().transform((text, context) => {
  const [, count = '', unit = ''] = /^(\d+)(MB|GB|TB)$/.exec(text) ?? [];
  const bytes = Number(count) * (units[unit] ?? 0);
  if (bytes > 0) return bytes;
  context.addIssue({ code: 'custom', message: '应为大小，例如 512MB、20GB' });
  return z.NEVER;
});
const identifier = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/, '只用小写字母、数字和下划线');

const logSchema = z
  .strictObject({
    /** The publication the department made of the tables. */
    publication: identifier.default('hub'),
    /** Our mark in the department's log; by default `hub_` and the source's id. */
    slot: identifier.optional(),
    /** From so much log kept back on the department's disk, the hub warns. */
    warnAt: size.prefault('1GB'),
    /** From so much, the hub gives the slot up, says so, and reads the tables whole again; null: never. */
    dropSlotAt: size.nullable().default(null),
  })
  .prefault({});

const settingsSchema = z
  .strictObject({
    /** Name of the secret that holds the connection URL; by default `source.<id>.url`. */
    connection: z.strictObject({ secret: z.string().min(1) }).optional(),
    /** Schema (PostgreSQL) or database (MySQL) of the tables; by default the connection's own. */
    schema: z.string().min(1).optional(),
    log: logSchema,
    /** `upper`: column names reach the raw topic in upper case, as the standards print them; `declared`: as the table has them. */
    columnNames: z.enum(['upper', 'declared']).default('upper'),
  })
  .readonly();

/** What the `log` part of a database source says; sizes in bytes. */
export interface LogSettings {
  readonly publication: string;
  readonly slot: string;
  readonly warnAt: number;
  readonly dropSlotAt: number | null;
}

/** What the `connection` part of a database source says. */
export interface DatabaseSourceSettings {
  readonly secret: string;
  readonly schema: string | null;
  readonly columnNames: 'upper' | 'declared';
  readonly log: LogSettings;
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
    log: logOf(source, parsed.data.log),
  };
}

function logOf({ id }: SourceDefinition, log: z.output<typeof logSchema>): LogSettings {
  return { ...log, slot: log.slot ?? `hub_${id.replaceAll(/[^a-z0-9]+/g, '_')}`.slice(0, 63) };
}
