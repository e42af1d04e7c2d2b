import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';

/** Line and column, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A YAML text that was read. */
export interface ReadYaml {
  readonly value: unknown;
  /** Where the value of a path stands, or its key. */
  place(path: readonly PropertyKey[], of?: 'value' | 'key'): Place;
}

/** The first place where a text is no YAML. */
export interface BrokenYaml {
  readonly broken: Place;
  readonly duplicate: boolean;
}

/** Reads a YAML text and remembers where everything stands. */
export function readYaml(text: string): ReadYaml | BrokenYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const [error] = document.errors;
  if (error !== undefined) return { broken: at(error.pos[0]), duplicate: error.code === 'DUPLICATE_KEY' };
  return { value: document.toJS(), place: (path, of) => at(offsetOf(document, path, of === 'key')) };
}

/** Where a path's value starts; its key where the value is a list or a group; the nearest thing around it where it is missing. */
function offsetOf(document: Document.Parsed, path: readonly PropertyKey[], key: boolean): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const step of path) {
    const next = child(isAlias(node) ? node.resolve(document) : node, step);
    if (next === null) return offset;
    offset = next.offset;
    node = next.node;
  }
  return isScalar(node) && !key ? (startOf(node) ?? offset) : offset;
}

function child(node: unknown, step: PropertyKey): { readonly offset: number; readonly node: unknown } | null {
  if (isMap<Node>(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
    return pair === undefined ? null : { offset: startOf(pair.key) ?? 0, node: pair.value };
  }
  const item: unknown = isSeq(node) ? node.items[Number(step)] : undefined;
  return item === undefined ? null : { offset: startOf(item) ?? 0, node: item };
}

function startOf(node: unknown): number | null {
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : null;
  return Array.isArray(range) ? Number(range[0]) : null;
}
