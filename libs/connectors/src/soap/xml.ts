import { deepestJson, ownField } from '#base/contracts';
import sax, { type SAXParser } from 'sax';

/** One element, its name without prefix, its text exactly as written. */
export interface XmlNode {
  readonly name: string;
  readonly text: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlNode[];
  /** `xsi:nil="true"`. */
  readonly nil: boolean;
  /** Whether elements below it lie deeper than any record's and were left out. */
  readonly cut: boolean;
}

/** Why a document is not read. */
export type Refusal = 'malformed' | 'doctype' | 'crowded';

/** A document's root, or why it was not read. */
export type Parsed = { readonly root: XmlNode } | { readonly refused: Refusal };

interface Growing {
  readonly name: string;
  readonly attributes: Map<string, string>;
  readonly children: Growing[];
  text: string;
  nil: boolean;
  cut: boolean;
}

/** What lies deeper is left out: the record it stands in is refused, and the others are read. */
const deepest = 100;
/** Elements and attributes of one document: a text within every bound of bytes may hold so many that memory has no room for them. */
const mostParts = 500_000;
const instanceNamespace = 'http://www.w3.org/2001/XMLSchema-instance';

/** Parses strictly. A document type is refused, so no entity can be declared, fetched or expanded. */
export function parseXml(document: string): Parsed {
  const parser = sax.parser(true, { position: false });
  const stack: Growing[] = [];
  let root: Growing | null = null;
  let parts = 0;
  let left = 0;
  // Usually `xsi`, but a service may call it what it likes.
  const instance = new Set(['xsi']);
  let refused: Refusal = 'malformed';
  const refuse = (reason: Refusal): never => {
    refused = reason;
    throw new SyntaxError(reason);
  };
  const addText = (text: string): void => {
    const top = stack.at(-1);
    if (top !== undefined && left === 0) top.text += text;
  };
  const handlers: Partial<SAXParser> = {
    ondoctype: () => refuse('doctype'),
    onopentag: (tag) => {
      const written = Object.entries(tag.attributes);
      parts += 1 + written.length;
      if (parts > mostParts) refuse('crowded');
      const around = stack.at(-1);
      if (around !== undefined && stack.length >= deepest) {
        around.cut = true;
        left += 1;
        return;
      }
      const node = opened(tag.name, written, instance);
      around?.children.push(node);
      root ??= node;
      stack.push(node);
    },
    ontext: addText,
    oncdata: addText,
    onclosetag: () => {
      if (left > 0) left -= 1;
      else stack.pop();
    },
    // Without this a document that ends too early would pass: the parser keeps that error to itself.
    onerror: (error) => {
      throw error;
    },
  };
  Object.assign(parser, handlers);
  try {
    parser.write(document.replace(/^\uFEFF/, '')).close();
  } catch {
    return { refused };
  }
  return root === null ? { refused } : { root };
}

function opened(
  name: string,
  written: readonly (readonly [string, unknown])[],
  instance: Set<string>,
): Growing {
  const node: Growing = {
    name: local(name),
    attributes: new Map(),
    children: [],
    text: '',
    nil: false,
    cut: false,
  };
  for (const [attribute, value] of written)
    if (value === instanceNamespace) instance.add(attribute.replace(/^xmlns:/, ''));
  for (const [attribute, value] of written) {
    if (/^xmlns(:|$)/.test(attribute)) continue;
    const [prefix = '', own] = attribute.split(':');
    if (own === undefined || !instance.has(prefix)) node.attributes.set(local(attribute), String(value));
    else if (own === 'nil') node.nil = value === 'true' || value === '1';
  }
  return node;
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Whether elements nest deeper below a node than a record's may; without recursion. */
export function nestsDeepXml(node: XmlNode): boolean {
  let level: readonly XmlNode[] = [node];
  for (let depth = 0; depth <= deepestJson + 1; depth += 1) {
    if (level.some(({ cut }) => cut)) return true;
    level = level.flatMap(({ children }) => children);
    if (level.length === 0) return false;
  }
  return true;
}

/** Every element a dotted path leads to, below a node; one element or many are the same to the caller. */
export function findAll(node: XmlNode, path: string): readonly XmlNode[] {
  return path
    .split('.')
    .reduce<readonly XmlNode[]>(
      (nodes, name) => nodes.flatMap(({ children }) => children.filter((child) => child.name === name)),
      [node],
    );
}

/** The trimmed text of the first element a path leads to; null when there is none. */
export function textAt(node: XmlNode, path: string): string | null {
  const [found] = findAll(node, path);
  return found === undefined || found.nil ? null : found.text.trim();
}

/** An element as JSON: texts as written, nil as null, attributes as `@name`; elements named in `lists` are arrays however many there are. */
export function toJson(node: XmlNode, lists: ReadonlySet<string>, at = ''): unknown {
  if (node.nil) return null;
  if (node.children.length === 0 && node.attributes.size === 0) return node.text;
  const members = new Map<string, unknown>([...node.attributes].map(([name, value]) => [`@${name}`, value]));
  if (node.text.trim() !== '') members.set('#text', node.text);
  for (const [name, group] of Map.groupBy(node.children, (child) => child.name)) {
    members.set(name, valueOf(group, lists, at === '' ? name : `${at}.${name}`));
  }
  return Object.fromEntries(members);
}

function valueOf(group: readonly XmlNode[], lists: ReadonlySet<string>, path: string): unknown {
  const values = group.map((child) => toJson(child, lists, path));
  return values.length > 1 || lists.has(path) ? values : values[0];
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text as it may stand in an element or an attribute. */
export function escapeXml(text: string): string {
  return text.replaceAll(/[&<>"]/g, (mark) => ownField(escapes, mark) ?? mark);
}
