import { ownField } from '#base/contracts';
/** Request arguments as an operator writes them: texts with `${name}` in them, nested as the operation wants them. */
export type Template = string | readonly Template[] | { readonly [element: string]: Template };

const place = /\$\{([^}]*)\}/g;
const known = new Set(['from', 'to', 'page', 'pageSize', 'offset']);
const secretPrefix = 'secret:';

/** The names used in a template. */
export function variablesIn(template: Template): ReadonlySet<string> {
  if (typeof template === 'string')
    return new Set([...template.matchAll(place)].map((match) => match[1] ?? ''));
  const parts: readonly Template[] = Array.isArray(template) ? template : Object.values(template);
  return new Set(parts.flatMap((part) => [...variablesIn(part)]));
}

/** The first name that means nothing here; null when every name is known. */
export function unknownVariable(template: Template): string | null {
  const unknown = [...variablesIn(template)].find(
    (name) => !known.has(name) && !name.startsWith(secretPrefix),
  );
  return unknown ?? null;
}

/** The first name in a text that is no secret, where there is no request to take values from; null when there is none. */
export function strayVariable(text: string): string | null {
  return [...variablesIn(text)].find((name) => !name.startsWith(secretPrefix)) ?? null;
}

/** Puts the values of `${secret:<name>}` in, once, when the source is opened. */
export function withSecrets(template: Template, secret: (name: string) => string): Template {
  return replaced(template, secretsOf(secret));
}

/** Fills a template for one request; names without a value stay as they are. */
export function filled(template: Template, values: Readonly<Record<string, string>>): Template {
  return replaced(template, (name, whole) => ownField(values, name) ?? whole);
}

type Value = (name: string, whole: string) => string;

/** A single text with its secrets in. */
export function textWithSecrets(text: string, secret: (name: string) => string): string {
  return replacedText(text, secretsOf(secret));
}

function secretsOf(secret: (name: string) => string): Value {
  return (name, whole) => (name.startsWith(secretPrefix) ? secret(name.slice(secretPrefix.length)) : whole);
}

function replacedText(text: string, value: Value): string {
  return text.replaceAll(place, (whole: string, name: string) => value(name, whole));
}

function replaced(template: Template, value: Value): Template {
  if (typeof template === 'string') return replacedText(template, value);
  if (isList(template)) return template.map((part) => replaced(part, value));
  return Object.fromEntries(Object.entries(template).map(([name, part]) => [name, replaced(part, value)]));
}

function isList(template: Template): template is readonly Template[] {
  return Array.isArray(template);
}
