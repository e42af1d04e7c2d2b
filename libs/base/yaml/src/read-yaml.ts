import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Node,
} from 'yaml';
import { brokenSentence } from './broken-sentence.js';

/** Line and column, both from 1. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** A YAML text that was read. */
export interface ReadYaml {
  readonly value: unknown;
  /** Where the value of a path stands, or its key. */
  place(path: readonly PropertyKey[], of?: 'value' | 'key'): TextPosition;
}

/** The first position where a text is no YAML, and why, as a Chinese clause. */
export interface BrokenYaml {
  readonly broken: TextPosition;
  readonly reason: string;
}

/** Reads a YAML text and remembers where everything stands. Never throws, whatever the text holds. */
export function readYaml(text: string): ReadYaml | BrokenYaml {
  const lines = new LineCounter();
  const at = (offset: number): TextPosition => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  try {
    // The library compares each key with all before it; a file of megabytes would take minutes. `twice` takes one pass.
    const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, logLevel: 'error' });
    const [error] = document.errors;
    if (error !== undefined) return { broken: at(error.pos[0]), reason: brokenSentence(error.code) };
    const repeated = twice(document);
    if (repeated !== null) return { broken: at(repeated), reason: brokenSentence('DUPLICATE_KEY') };
    return { value: document.toJS(), place: (path, of) => at(offsetOf(document, path, of === 'key')) };
  } catch (thrown) {
    return { broken: { line: 1, column: 1 }, reason: reasonOf(thrown) };
  }
}

/** Reading itself fails on references to nothing, on references that multiply, and on nesting that the stack does not hold. */
function reasonOf(thrown: unknown): string {
  if (thrown instanceof RangeError) return '嵌套层数过多，无法读取';
  const multiplied = thrown instanceof Error && thrown.message.startsWith('Excessive alias count');
  if (multiplied) return '引用（*）层层展开，内容会无限膨胀，已拒绝读取；请直接写出内容';
  return '引用（*）指向没有定义的内容，请改正或直接写出内容';
}

/** The offset of the first key that its group has already. */
function twice(document: Document.Parsed): number | null {
  let found: number | null = null;
  visit(document, {
    Map: (_, map) => {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) {
          found = startOf(key) ?? 0;
          return visit.BREAK;
        }
        seen.add(key.value);
      }
      return undefined;
    },
  });
  return found;
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
