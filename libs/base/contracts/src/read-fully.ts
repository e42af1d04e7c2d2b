import { exactJson } from './exact-json.js';
import { endOfText, isSpace } from './json-signs.js';

/** A field that one object gives more than once. `path` leads from the top to that object. */
export interface RepeatedField {
  readonly path: readonly (string | number)[];
  readonly name: string;
}

/** A JSON text of which nothing is left out: a field given more than once holds the list of its values, in the order written. */
export interface FullReading {
  readonly document: unknown;
  readonly repeated: readonly RepeatedField[];
}

/** Reads a text that was parsed before, so that it is known to be JSON; without recursion, however deep it nests. */
export function readFully(text: string): FullReading {
  const reader = new FullReader();
  for (let at = 0; at < text.length;) at = readOne(reader, text, at);
  return reader.reading();
}

const word = /[^\s,\]}]+/y;

/** Reads what stands at a place; answers the place behind it. */
function readOne(reader: FullReader, text: string, at: number): number {
  const sign = text.charAt(at);
  if (sign === '"') {
    const end = endOfText(text, at);
    reader.text(String(JSON.parse(text.slice(at, end))), isBeforeColon(text, end));
    return end;
  }
  if (sign === '{' || sign === '[') reader.open(sign === '{');
  else if (sign === '}' || sign === ']') reader.close();
  else if (!isBetween(sign)) return readWord(reader, text, at);
  return at + 1;
}

function readWord(reader: FullReader, text: string, at: number): number {
  word.lastIndex = at;
  const [written = ''] = word.exec(text) ?? [];
  reader.put(exactJson(written));
  return at + written.length;
}

function isBetween(sign: string): boolean {
  return sign === ':' || sign === ',' || isSpace(sign.charCodeAt(0));
}

function isBeforeColon(text: string, end: number): boolean {
  let at = end;
  while (isSpace(text.charCodeAt(at))) at += 1;
  return text.charAt(at) === ':';
}

/** An object or array that is not closed yet. */
interface Open {
  readonly path: RepeatedField['path'];
  /** An object's values by name; null for an array. */
  readonly fields: Map<string, unknown[]> | null;
  readonly list: unknown[];
  /** The name that was read last. */
  name: string;
}

/** Records stand near the top; what nests deeper shares its path, or a hostile text would cost the square of its length. */
const longestPath = 50;

class FullReader {
  readonly #repeated: RepeatedField[] = [];
  readonly #open: Open[] = [{ path: [], fields: null, list: [], name: '' }];

  open(isObject: boolean): void {
    const { path, fields, list, name } = this.#inner();
    const step = fields === null ? list.length : name;
    // What stands around everything is the text itself and no step.
    const further = this.#open.length > 1 && path.length < longestPath ? [...path, step] : path;
    this.#open.push({ path: further, fields: isObject ? new Map() : null, list: [], name: '' });
  }

  close(): void {
    const { path, fields, list } = this.#inner();
    this.#open.pop();
    if (fields === null) return this.put(list);
    for (const [name, { length }] of fields) if (length > 1) this.#repeated.push({ path, name });
    const told = [...fields].map(([name, given]) => [name, given.length > 1 ? given : given[0]] as const);
    this.put(Object.fromEntries(told));
  }

  text(told: string, isName: boolean): void {
    if (isName) this.#inner().name = told;
    else this.put(told);
  }

  put(value: unknown): void {
    const { fields, list, name } = this.#inner();
    const given = fields === null ? list : fields.get(name);
    if (given === undefined) fields?.set(name, [value]);
    else given.push(value);
  }

  reading(): FullReading {
    return { document: this.#inner().list[0], repeated: this.#repeated };
  }

  #inner(): Open {
    const inner = this.#open.at(-1);
    if (inner === undefined) throw new SyntaxError('more is closed than was opened');
    return inner;
  }
}
