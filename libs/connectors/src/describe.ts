import { ownField } from '#base/contracts';
import { z } from 'zod';

/** One setting as a page lists it. */
export interface SettingLine {
  /** From `settings` of the source, or `streams[].settings` of a stream, on. */
  readonly path: string;
  readonly title: string;
  /** What may be written, in Chinese. */
  readonly form: string;
  /** As it would be written; null where there is none. */
  readonly fallback: string | null;
  readonly required: boolean;
}

interface Node {
  readonly title?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
}

const node: z.ZodType<Node> = z.lazy(() =>
  z.looseObject({
    title: z.string().optional(),
    // A setting that may also be null has a list of types; the first one says what to write.
    type: z
      .union([z.string(), z.array(z.string())])
      .transform((type) => (typeof type === 'string' ? type : type.find((each) => each !== 'null')))
      .optional(),
    enum: z.array(z.unknown()).optional(),
    properties: z.record(z.string(), node).optional(),
    required: z.array(z.string()).optional(),
    anyOf: z.array(node).optional(),
    oneOf: z.array(node).optional(),
  }),
) as z.ZodType<Node>;

/** The settings of a schema, leaf by leaf, in the order in which they were declared. */
export function settingLines(schema: z.ZodType, root: string): readonly SettingLine[] {
  const written = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return linesOf(node.parse(written), root, true, '');
}

/** A group's title goes on to those of its settings that have none, with the setting's name. */
function linesOf(here: Node, path: string, required: boolean, above: string): readonly SettingLine[] {
  const choices = here.oneOf ?? here.anyOf;
  const kinds = choices?.map((choice) => kindOf(choice)) ?? [];
  if (choices !== undefined && kinds.every((kind) => kind !== null))
    return choices.flatMap((choice, at) => choiceLines(choice, path, kinds[at] ?? ''));
  if (here.properties === undefined) return [leafOf(here, path, required, above)];
  return Object.entries(here.properties).flatMap(([name, child]) =>
    linesOf(child, `${path}.${name}`, here.required?.includes(name) === true, titleFor(here, name)),
  );
}

/** The settings of one choice; the one that chooses is listed first, under the value that chooses it. */
function choiceLines(choice: Node, path: string, kind: string): readonly SettingLine[] {
  const [[chooser, chosen] = ['kind', {}]] = Object.entries(choice.properties ?? {});
  const place = `${path}(${kind})`;
  const head = { path: `${path}.${chooser}`, title: chosen.title ?? '', form: `\`${kind}\``, fallback: null };
  const rest = Object.entries(choice.properties ?? {}).filter(([name]) => name !== chooser);
  return [
    { ...head, required: false },
    ...rest.flatMap(([name, child]) =>
      linesOf(child, `${place}.${name}`, choice.required?.includes(name) === true, ''),
    ),
  ];
}

function kindOf({ properties }: Node): string | null {
  const [first] = Object.values(properties ?? {});
  return typeof first?.const === 'string' ? first.const : null;
}

const forms: Readonly<Record<string, string>> = {
  string: '文本',
  number: '数字',
  integer: '整数',
  boolean: 'true 或 false',
  array: '列表',
  object: '对照',
};

function titleFor({ title }: Node, name: string): string {
  return title === undefined ? '' : `${title}：${name}`;
}

function leafOf(here: Node, path: string, required: boolean, above: string): SettingLine {
  const values = here.enum ?? here.anyOf?.flatMap((choice) => choice.const ?? []) ?? [];
  const form =
    values.length > 0
      ? values.map((value) => `\`${String(value)}\``).join(' ')
      : ownField(forms, here.type ?? '');
  const fallback = here.default === undefined ? null : JSON.stringify(here.default).replace(/^"(.*)"$/, '$1');
  return { path, title: here.title ?? above, form: form ?? '文本', fallback, required };
}
