import { ownField, type SourceDefinition, type StreamDefinition } from '#base/contracts';
import { z } from 'zod';
import { accepted, text } from '../setting-schema.js';
import { bytesForms, type BytesForm } from './stored-text.js';

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

const bytesForm = z.enum(bytesForms, { error: `应为 ${bytesForms.join('、')}` });

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
    bytesAre: bytesForm.optional().meta({
      title:
        '声明为西文（latin1、SQL_ASCII 等）的文本列，存的字节其实是什么编码；中文编码和 Unicode 的列不受影响',
    }),
    emptyTimes: z
      .array(
        z.string().regex(/^\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d)?$/, '应写成 1900-01-01 或 1900-01-01 08:00:00'),
      )
      .default([])
      .meta({
        title:
          '游标列里还有哪些值等于没有时间（1753-01-01、1900-01-01、1970-01-01、9999-12-31 等已经算在内）',
      }),
  })
  .readonly();

/** `settings` of a stream; its table is named in the stream itself. */
export const streamSchema = z
  .strictObject({
    bytesAre: z
      .union([bytesForm, z.record(text, bytesForm)])
      .optional()
      .meta({ title: '同上，只对这一个流；写成“列名: 编码”的对照时只对这些列，不论它们声明了什么' }),
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
  /** What bytes are that are declared as no Chinese; null where the source does not say. */
  readonly bytesAre: BytesForm | null;
  /** Local times that stand for none, beside those every source has. */
  readonly emptyTimes: readonly string[];
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
    bytesAre: settings.bytesAre ?? null,
    emptyTimes: settings.emptyTimes,
  };
}

/** What is said of a stream's bytes: of all its western columns, and of single ones by name. */
export interface StreamBytes {
  readonly all: BytesForm | null;
  readonly columns: ReadonlyMap<string, BytesForm>;
}

/** What a stream says of its bytes, else its source. Throws HUB_SOURCE_INVALID naming the key. */
export function streamBytes(
  source: SourceDefinition,
  { name, settings }: StreamDefinition,
  ofSource: BytesForm | null,
): StreamBytes {
  const { bytesAre } = accepted(source, `streams.${name}.settings`, streamSchema.safeParse(settings));
  if (typeof bytesAre === 'string') return { all: bytesAre, columns: new Map() };
  return { all: ofSource, columns: new Map(Object.entries(bytesAre ?? {})) };
}

function logOf({ id }: SourceDefinition, log: z.output<typeof logSchema>): LogSettings {
  return { ...log, slot: log.slot ?? `hub_${id.replaceAll(/[^a-z0-9]+/g, '_')}`.slice(0, 63) };
}
