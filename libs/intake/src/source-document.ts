import { brandAs, HubError, type SourceDefinition } from '#base/contracts';
import { kindList } from '#base/model';
import { readYaml, type BrokenYaml, type ReadYaml, type TextPosition } from '#base/yaml';
import { z } from 'zod';
import { duration, positive } from './duration-schema.js';
import { parkedSchema } from './parked-policy.js';
import { budgetSchema } from './source-budget.js';

/** A definition as an operator keeps it: a YAML file `…/<region>/<department>/sources/<system>.yaml`. */
export interface SourceDocument {
  readonly path: string;
  readonly text: string;
}

const column = z.string().min(1);

const streamSchema = z
  .strictObject({
    name: z.string().regex(/^[a-zA-Z][a-zA-Z0-9-]*$/),
    kind: z.enum(kindList.map(({ name }) => name)),
    table: z.string().default(''),
    settings: z.record(z.string(), z.unknown()).default({}),
    mode: z.enum(['keyset', 'flag', 'snapshot', 'cursor', 'log', 'push']),
    cursor: column.nullable().default(null),
    key: z.array(column).min(1),
    caseNumber: column,
    flag: z
      .strictObject({ column, taken: z.string().min(1) })
      .nullable()
      .default(null),
    parked: parkedSchema.optional(),
  })
  .refine((stream) => stream.mode === 'cursor' || stream.mode === 'push' || stream.table !== '', {
    path: ['table'],
    message: '数据库的数据流必须写明表名',
  })
  .refine((stream) => stream.mode !== 'keyset' || stream.cursor !== null, {
    path: ['cursor'],
    message: '增量读取（keyset）必须写明游标列',
  })
  .refine((stream) => (stream.mode === 'flag') === (stream.flag !== null), {
    path: ['flag'],
    message: '标志位模式（flag）必须写明标志列，其他模式不应写',
  });

const sourceSchema = z
  .strictObject({
    document: z.literal('source'),
    id: z.string().regex(/^\d{6}\.[a-z0-9-]+\.[a-z0-9-]+$/),
    name: z.string().min(1),
    connector: z.string().min(1),
    standard: z.string().min(1),
    generation: z.string().min(1),
    timeZone: z.string().refine(isTimeZone, '不是已知的时区').default('Asia/Shanghai'),
    settings: z.record(z.string(), z.unknown()).default({}),
    read: z
      .strictObject({
        pageSize: z.int().min(1).max(20_000).default(500),
        poll: positive.default(1_000),
        lag: duration.default(1_000),
        overlap: duration.default(600_000),
        sweep: z.strictObject({ every: positive, window: positive }).nullable().default(null),
        lateRows: positive.nullable().default(86_400_000),
      })
      .prefault({}),
    writeBack: z.boolean().default(false),
    budget: budgetSchema.optional(),
    parked: parkedSchema.optional(),
    firstLoad: z.strictObject({ tell: z.boolean().default(false) }).prefault({}),
    streams: z.array(streamSchema).min(1),
    overrides: z.record(z.string(), z.unknown()).default({}),
  })
  .refine((source) => new Set(source.streams.map(({ name }) => name)).size === source.streams.length, {
    path: ['streams'],
    message: '数据流名称重复',
  })
  .refine((source) => source.writeBack || source.streams.every(({ mode }) => mode !== 'flag'), {
    path: ['writeBack'],
    message: '标志位模式需要该部门同意回写（writeBack: true）',
  })
  .refine(
    ({ budget, streams }) => budget?.connections !== 1 || streams.every(({ mode }) => mode !== 'flag'),
    { path: ['budget', 'connections'], message: '标志位模式另开一个连接回写，至少要 2' },
  )
  .refine(
    (source) => source.streams.every(({ mode }) => (mode === 'push') === (source.connector === 'push')),
    {
      path: ['streams'],
      message: '推送的数据源（connector: push）的数据流都应为 push 模式，其他数据源不能用它',
    },
  );

const inChinese = z.locales.zhCN().localeError;

/** Reads a definition; unknown keys, impossible values and contradictions throw HUB_SOURCE_INVALID naming file, line and column. */
export function parseSource(document: SourceDocument): SourceDefinition {
  const yaml = readYaml(document.text);
  if ('broken' in yaml) throw broken(document, yaml);
  const parsed = sourceSchema.safeParse(yaml.value, { error: inChinese });
  if (!parsed.success) throw refusal(document, yaml, parsed.error);
  const { id, read, streams, ...rest } = parsed.data;
  refuseMisplaced(document, id, yaml.place(['id']));
  return {
    id: brandAs(id),
    name: rest.name,
    connector: rest.connector,
    standard: rest.standard,
    generation: rest.generation,
    timeZone: rest.timeZone,
    settings: rest.settings,
    pageSize: read.pageSize,
    pollMs: read.poll,
    lagMs: read.lag,
    overlapMs: read.overlap,
    sweep: read.sweep === null ? null : { everyMs: read.sweep.every, windowMs: read.sweep.window },
    lateRowsMs: read.lateRows,
    writeBack: rest.writeBack,
    ...(rest.budget === undefined ? {} : { budget: rest.budget }),
    ...(rest.parked === undefined ? {} : { parked: rest.parked }),
    firstLoad: rest.firstLoad,
    streams: streams.map((stream) => ({ ...stream, name: brandAs(stream.name) })),
    overrides: rest.overrides,
  };
}

/** A complaint about a field of a definition that is in order by itself, e.g. a connector nobody has; it names file, line and column. */
export function sourceMistake(document: SourceDocument, path: readonly string[], reason: string): HubError {
  const yaml = readYaml(document.text);
  const place = 'broken' in yaml ? yaml.broken : yaml.place(path);
  return invalid(document, { place, path: path.join('.'), reason });
}

function broken(document: SourceDocument, { broken: place, reason }: BrokenYaml): HubError {
  return invalid(document, { place, path: '', reason });
}

/** Tells of the first mistake, and how many there are. */
function refusal(document: SourceDocument, yaml: ReadYaml, { issues }: z.ZodError): HubError {
  const more = issues.length > 1 ? `（另有 ${issues.length - 1} 处）` : '';
  const [first] = issues;
  if (first?.code !== 'unrecognized_keys') {
    const { path, message } = first ?? { path: [], message: '' };
    const reason = `${message}${more}`;
    return invalid(document, { place: yaml.place(path), path: path.map(String).join('.'), reason });
  }
  // An unknown key is shown itself, not what it says.
  const path = [...first.path, ...first.keys.slice(0, 1)];
  const reason = `没有这个配置项，请核对拼写${more}`;
  return invalid(document, { place: yaml.place(path, 'key'), path: path.map(String).join('.'), reason });
}

/** The file's place says whose source it is; an id that says otherwise is a copy someone forgot to finish. */
function refuseMisplaced(document: SourceDocument, id: string, at: TextPosition): void {
  const place = /(?:^|\/)(\d{6})\/([^/]+)\/sources\/([^/]+)\.yaml$/.exec(document.path.replaceAll('\\', '/'));
  const expected = place === null ? id : `${place[1]}.${place[2]}.${place[3]}`;
  if (expected !== id)
    throw invalid(document, { place: at, path: 'id', reason: `按文件位置应为 ${expected}` });
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

interface Complaint {
  readonly place: TextPosition;
  readonly path: string;
  readonly reason: string;
}

function invalid({ path: file }: SourceDocument, { place, path, reason }: Complaint): HubError {
  const { line, column } = place;
  const where = path === '' ? '' : ` 的 ${path}`;
  return new HubError(
    'HUB_SOURCE_INVALID',
    `数据源定义 ${file}:${line}:${column}${where} 有误：${reason}，请改正后重新执行 hub apply。`,
    { file, line, column, path },
  );
}
