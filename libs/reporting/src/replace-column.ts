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
  const wanted = column.toUpperCase();
  for (const { name, from, to } of members(body)) if (name.toUpperCase() === wanted) return { from, to };
  return null;
}

interface Member extends Span {
  readonly name: string;
}

/** The members of the outermost object, told apart by the separators at its own depth. */
function* members(body: string): Iterable<Member> {
  let depth = 0;
  let own: { readonly text: string; readonly index: number }[] = [];
  for (const { 0: text, index } of body.matchAll(token)) {
    const ends = depth === 1 && (text === ',' || text === '}');
    const [name, , value] = own;
    if (ends && name !== undefined && value !== undefined)
      yield {
        name: String(JSON.parse(name.text)),
        from: value.index,
        to: body.slice(0, index).trimEnd().length,
      };
    if (ends) own = [];
    else if (depth >= 1 && own.length < 3) own.push({ text, index });
    depth += depthOf(text);
  }
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
