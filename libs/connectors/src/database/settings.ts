import { ownField, type SourceDefinition } from '#base/contracts';
import { z } from 'zod';
import { accepted, text } from '../setting-schema.js';

const units: Readonly<Record<string, number>> = { MB: 2 ** 20, GB: 2 ** 30, TB: 2 ** 40 };
const size = z.string().transform((text, context) => {
  const [, count = '', unit = ''] = /^(\d+)(MB|GB|TB)$/.exec(text) ?? [];
  const bytes = Number(count) * (ownField(units, unit) ?? 0);
  if (bytes > 0) return bytes;
  context.addIssue({ code: 'custom', message: '应为大小，例如 512MB、20GB' });
  return z.NEVER;
});
const identifier = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/, '只用小写字母、数字和下划线');

const logSchema = z
  .strictObject({
    publication: identifier.default('hub').meta({ title: '部门为这些表建的发布' }),
    slot: identifier.optional().meta({ title: '在对方日志里的复制槽，缺省为 hub_ 加数据源名' }),
    warnAt: size.prefault('1GB').meta({ title: '对方磁盘上积压多少日志时告警' }),
    dropSlotAt: size
      .nullable()
      .prefault('10GB')
      .meta({ title: '积压多少时放弃复制槽并重读全表，null 为从不' }),
  })
  .prefault({});

/** `settings` of a source. */
export const settingsSchema = z
  .strictObject({
    connection: z
      .strictObject({ secret: text.meta({ title: '保存连接地址的密钥名，缺省为 source.<数据源>.url' }) })
      .optional(),
    schema: text.optional().meta({ title: '表所在的模式（PostgreSQL）或库（MySQL），缺省为连接地址里的' }),
    log: logSchema,
    columnNames: z
      .enum(['upper', 'declared'], { error: '应为 upper 或 declared' })
      .default('upper')
      .meta({ title: '列名写成大写（标准的写法），还是照表里的' }),
  })
  .readonly();

/** A table is named in the stream itself; there is nothing more to set. */
const streamSchema = z.strictObject({});

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
  const settings = accepted(source, 'settings', settingsSchema.safeParse(source.settings));
  for (const { name, settings: own } of source.streams)
    accepted(source, `streams.${name}.settings`, streamSchema.safeParse(own));
  return {
    secret: settings.connection?.secret ?? `source.${source.id}.url`,
    schema: settings.schema ?? null,
    columnNames: settings.columnNames,
    log: logOf(source, settings.log),
  };
}

function logOf({ id }: SourceDefinition, log: z.output<typeof logSchema>): LogSettings {
  return { ...log, slot: log.slot ?? `hub_${id.replaceAll(/[^a-z0-9]+/g, '_')}`.slice(0, 63) };
}
