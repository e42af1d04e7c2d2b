import { ownField } from '#base/contracts';
/** Follows a dotted path through objects; `$` is the document itself. Undefined when a step is missing. */
export function valueAt(document: unknown, path: string): unknown {
  if (path === '$') return document;
  return path
    .split('.')
    .reduce<unknown>((value, step) => (isObject(value) ? ownField(value, step) : undefined), document);
}

/** The value a path leads to as text; null when there is none or it is no plain value. */
export function textAt(document: unknown, path: string): string | null {
  const value = valueAt(document, path);
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** Whether a value is a plain JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
