import { z } from 'zod';
import { HubError, type PersonalClass } from '#base/contracts';
import { kindList } from '#base/model';
import { readYaml, type ReadYaml } from '#base/yaml';

const value = z.union([z.string(), z.number(), z.boolean()]);
const path = z.string().min(1);

const condition = z.strictObject({
  path,
  in: z.array(value).min(1).optional(),
  notIn: z.array(value).min(1).optional(),
});

const candidate = z.union([path, z.strictObject({ path, when: condition.optional() })]);

const rule = z.strictObject({
  path: path.optional(),
  firstOf: z.array(candidate).min(1).optional(),
  collect: z.array(path).min(1).optional(),
  constant: value.optional(),
  present: z.boolean().optional(),
  when: condition.optional(),
  fillers: z.array(value).optional(),
  codes: z.union([z.string(), z.record(z.string(), value)]).optional(),
  forms: z
    .array(z.enum(['text', 'compact', 'chinese', 'epochMs', 'excelSerial']))
    .min(1)
    .optional(),
  zone: z.string().optional(),
  unreadable: z.enum(['null']).optional(),
  unit: z.enum(['yuan', 'tenThousandYuan', 'fen']).optional(),
  split: z
    .strictObject({
      items: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
      parts: z.string().min(1),
      names: z.array(z.string()).min(1),
    })
    .optional(),
  identity: z.union([z.string(), z.array(z.enum(['USCC', 'ORG_CODE', 'ID_CARD'])).min(1)]).optional(),
  shape: z.enum(['supervisionItem', 'supervisionList', 'licenceIdentifier']).optional(),
  documentNumber: z.boolean().optional(),
  onFault: z.enum(['park', 'finding']).optional(),
});

const columnValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const expected = z.strictObject({
  parked: z.string().optional(),
  field: z.string().nullable().optional(),
  rowKey: z.string().optional(),
  revision: z.number().int().optional(),
  removed: z.boolean().optional(),
  fields: z.record(z.string(), columnValue).optional(),
  originals: z.record(z.string(), z.string()).optional(),
  findings: z.array(z.string()).optional(),
});

const plainExample = z.strictObject({
  name: z.string(),
  given: z.record(z.string(), columnValue),
  expected,
});

// In YAML the expectation is called `then`; an object that carries such a key would look like a promise.
const example = z.preprocess((raw) => {
  if (typeof raw !== 'object' || raw === null) return raw;
  return Object.fromEntries(
    Object.entries(raw).map(([name, value]) => [name === 'then' ? 'expected' : name, value]),
  );
}, plainExample);

const keyPart = z.union([
  path,
  z.strictObject({ constant: z.string().min(1) }),
  z.strictObject({ digest: z.array(path).min(1) }),
]);
const time = z.strictObject({ time: path });
const subOrder = z.union([path, z.strictObject({ constant: z.int().min(0).max(99) })]);
const revision = z.union([z.tuple([z.union([path, time])]), z.tuple([path, subOrder])]);
const conditions = z.array(
  z.strictObject({ field: z.string(), when: z.string(), in: z.array(value).min(1) }),
);

const documentSchema = z.strictObject({
  standard: z.string().min(1),
  generation: z.string().min(1),
  kind: z.enum(kindList.map((known) => known.name)),
  stream: z.string().min(1).optional(),
  title: z.string(),
  caseNumber: path,
  rowKey: z.array(keyPart),
  revision,
  removed: z.array(condition),
  zone: z.string(),
  fillers: z.array(value),
  ignored: z.record(z.string(), z.string()).optional(),
  secrets: z.array(path).optional(),
  codes: z.record(z.string(), z.record(z.string(), value)).optional(),
  fields: z.record(z.string(), rule),
  order: z.array(z.tuple([z.string(), z.string()])).optional(),
  requiredWhen: conditions.optional(),
  emptyWhen: conditions.optional(),
  atLeast: z.array(z.strictObject({ field: z.string(), count: z.int().min(1) })).optional(),
  sample: z.record(z.string(), columnValue),
  examples: z.array(example).min(1),
});

/** One mapping document as its YAML says it. */
export type MappingDocument = z.infer<typeof documentSchema>;
/** How one unified field is made. */
export type FieldRule = z.infer<typeof rule>;
/** A test on a source column. */
export type Condition = z.infer<typeof condition>;
/** One `given → then` of a document. */
export type MappingExample = z.infer<typeof example>;

/** A document's text with the name it is called by in messages. */
export interface MappingText {
  readonly path: string;
  readonly text: string;
}

/** Reads a document; an unknown key, a wrong type or broken YAML is HUB_MAPPING_INVALID with file, line and column. */
export function readDocument({ path: file, text }: MappingText): MappingDocument {
  const yaml = readYaml(text);
  if ('broken' in yaml) throw invalidMapping(positioned(file, yaml.broken), yaml.reason);
  const parsed = documentSchema.safeParse(yaml.value);
  if (parsed.success) return parsed.data;
  const stranger = firstIssue(parsed.error)?.code === 'unrecognized_keys';
  const position = yaml.place(pathOf(parsed.error), stranger ? 'key' : 'value');
  throw invalidMapping(positioned(file, position), describeIssue(parsed.error));
}

function positioned(file: string, { line, column }: ReturnType<ReadYaml['place']>): string {
  return `${file}:${line}:${column}`;
}

/** Where the first mistake stands in the text: an unknown key is shown itself. */
function pathOf(error: z.ZodError): readonly PropertyKey[] {
  const issue = firstIssue(error);
  if (issue === undefined) return [];
  const written = issue.path.map((step) => (step === 'expected' ? 'then' : step));
  return issue.code === 'unrecognized_keys' ? [...written, ...issue.keys.slice(0, 1)] : written;
}

/** Reads the field rules a source puts in place of a document's. */
export function readOverrides(where: string, overrides: unknown): Readonly<Record<string, FieldRule>> {
  const parsed = z.record(z.string(), rule).safeParse(overrides ?? {});
  if (parsed.success) return parsed.data;
  throw invalidMapping(where, describeIssue(parsed.error));
}

/** The fault of a document: which file, where in it, what to do. */
export function invalidMapping(file: string, problem: string): HubError {
  return new HubError('HUB_MAPPING_INVALID', `映射文件 ${file} 无效：${problem}。请改正后重新执行检查。`, {
    file,
  });
}

/** Classes of personal data by source column, for masking raw bodies. */
export type ColumnMasks = Readonly<Record<string, PersonalClass>>;

// A misspelt key also shows as a missing one; the misspelling is the cause.
function firstIssue(error: z.ZodError): z.core.$ZodIssue | undefined {
  return error.issues.find((one) => one.code === 'unrecognized_keys') ?? error.issues[0];
}

function describeIssue(error: z.ZodError): string {
  const issue = firstIssue(error);
  if (issue === undefined) return '内容不符合格式';
  const place = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return `${place === '' ? '顶层' : place} 下有未知的键 ${issue.keys.join('、')}，请删除或改为已知的键`;
  }
  return `${place === '' ? '顶层' : place} 不符合要求（${issue.message}）`;
}
