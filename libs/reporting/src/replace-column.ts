/** A body with one column changed, and the text it had before; null where the column was null or absent. */
export interface ReplacedColumn {
  readonly body: string;
  readonly before: string | null;
}

const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g;

/**
 * Puts a text in the place of one column of a JSON object and leaves every other character as it was: numbers keep digits that
 * JavaScript would round. Upper and lower case of column names are the same. A column the object
 * does not have is added; null when the body is no JSON object.
 */
export function replaceColumn(body: string, column: string, value: string): ReplacedColumn | null {
  if (!isObject(body)) return null;
  const span = findValue(body, column);
  if (span === null) return { body: append(body, column, value), before: null };
  return {
    body: body.slice(0, span.from) + JSON.stringify(value) + body.slice(span.to),
    before: textAt(body, span),
  };
}

/** The text of one column of a JSON object; null where it is null, absent, or the body is no object. */
export function readColumn(body: string, column: string): string | null {
  const span = isObject(body) ? findValue(body, column) : null;
  return span === null ? null : textAt(body, span);
}

function textAt(body: string, { from, to }: Span): string | null {
  const old = body.slice(from, to);
  const parsed: unknown = JSON.parse(old);
  return parsed === null ? null : typeof parsed === 'string' ? parsed : old;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Where the value of a column of the outermost object stands. */
function findValue(body: string, column: string): Span | null {
  let depth = 0;
  let key: string | null = null;
  let from = -1;
  for (const { 0: text, index } of body.matchAll(token)) {
    if (depth === 1 && (text === ',' || text === '}')) {
      if (from >= 0 && key?.toUpperCase() === column.toUpperCase())
        return { from, to: body.slice(0, index).trimEnd().length };
      key = null;
      from = -1;
    } else if (depth === 1 && key === null) key = String(JSON.parse(text));
    else if (from < 0 && key !== null && text !== ':') from = index;
    depth += depthOf(text);
  }
  return null;
}

function depthOf(text: string): number {
  if (text === '{' || text === '[') return 1;
  return text === '}' || text === ']' ? -1 : 0;
}

function append(body: string, column: string, value: string): string {
  const end = body.lastIndexOf('}');
  const before = body.slice(0, end).trimEnd();
  return `${before}${before.endsWith('{') ? '' : ','}${JSON.stringify(column)}:${JSON.stringify(value)}}`;
}

function isObject(body: string): boolean {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  } catch {
    return false;
  }
}
