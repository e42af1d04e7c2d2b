import type { XmlNode } from './xml.js';

/** Everything a WSDL and the schemas it brings define by name. A name defined twice, in two namespaces, is not told apart and counts as unknown. */
export interface Definitions {
  readonly elements: ReadonlyMap<string, XmlNode>;
  readonly types: ReadonlyMap<string, XmlNode>;
  readonly groups: ReadonlyMap<string, XmlNode>;
  readonly messages: ReadonlyMap<string, XmlNode>;
  readonly operations: ReadonlyMap<string, XmlNode>;
}

/** An element or attribute as a schema declares it, its type resolved to a definition or left as a built-in's name. */
export interface Member {
  readonly name: string;
  readonly type: XmlNode | string;
  /** Whether it may be left out. */
  readonly mayMiss: boolean;
  /** Whether it may be left out or be there without a value. */
  readonly optional: boolean;
}

const deepest = 20;

/** Gathers what documents define. */
export function gather(documents: readonly XmlNode[]): Definitions {
  const schemas = documents.flatMap((document) =>
    document.name === 'schema' ? [document] : descendants(document, 'schema'),
  );
  const top = (kinds: readonly string[]): ReadonlyMap<string, XmlNode> =>
    named(schemas.flatMap(({ children }) => children.filter(({ name }) => kinds.includes(name))));
  const portTypes = documents.flatMap((document) => descendants(document, 'portType'));
  return {
    elements: top(['element']),
    types: top(['complexType', 'simpleType']),
    groups: top(['group']),
    messages: named(documents.flatMap((document) => descendants(document, 'message'))),
    operations: named(portTypes.flatMap((each) => each.children.filter(({ name }) => name === 'operation'))),
  };
}

/** Addresses of further documents that one names. */
export function importsOf(document: XmlNode): readonly string[] {
  return ['import', 'include'].flatMap((kind) =>
    descendants(document, kind).flatMap(
      ({ attributes }) => attributes.get('schemaLocation') ?? attributes.get('location') ?? [],
    ),
  );
}

/** What an operation answers with, as the element in the body; null where the WSDL does not say. */
export function answerOf(definitions: Definitions, operation: string): XmlNode | string | null {
  const output = childOf(definitions.operations.get(operation), 'output');
  const message = definitions.messages.get(wordAt(output, 'message'));
  const parts = message?.children.filter(({ name }) => name === 'part') ?? [];
  const element = definitions.elements.get(wordAt(parts[0], 'element'));
  if (element !== undefined) return memberOf(definitions, element, false)?.type ?? null;
  // RPC style: the body's element is the operation's, and its parts are its children.
  return parts.every(({ attributes }) => attributes.has('type')) ? rpcAnswer(parts) : null;
}

function rpcAnswer(parts: readonly XmlNode[]): XmlNode | null {
  if (parts.length === 0) return null;
  const children = parts.map((part) => ({ ...part, name: 'element' }));
  return blank('complexType', [blank('sequence', children)]);
}

/** The elements and attributes of a type; null where it is none with elements, or may hold what the schema does not name. */
export function membersOf(definitions: Definitions, type: XmlNode | string): Members {
  if (typeof type === 'string' || type.name !== 'complexType') return null;
  return gathered(definitions, type, false, 0);
}

type Members = readonly Member[] | null;
type Read = (definitions: Definitions, child: XmlNode, optional: boolean, depth: number) => Members;

const listed: Read = (definitions, child, optional) => {
  const member = memberOf(definitions, child, optional);
  return member === null ? null : [member];
};

const within: Read = (definitions, child, optional, depth) =>
  gathered(definitions, child, optional || mayMiss(child), depth + 1);

const extended: Read = (definitions, child, optional, depth) => {
  const base = definitions.types.get(wordAt(child, 'base'));
  const inherited = base === undefined ? null : gathered(definitions, base, optional, depth + 1);
  const own = gathered(definitions, child, optional, depth + 1);
  return inherited === null || own === null ? null : [...inherited, ...own];
};

const grouped: Read = (definitions, child, optional, depth) => {
  const group = definitions.groups.get(wordAt(child, 'ref'));
  return group === undefined ? null : gathered(definitions, group, optional || mayMiss(child), depth + 1);
};

const open: Read = () => null;

/** What the parts of a type bring; any other part, such as a note, brings nothing. */
const reads: ReadonlyMap<string, Read> = new Map([
  ['element', listed],
  ['attribute', listed],
  ['sequence', within],
  ['all', within],
  ['choice', within],
  ['complexContent', within],
  ['simpleContent', within],
  ['extension', extended],
  ['group', grouped],
  ['any', open],
  ['restriction', open],
]);

function gathered(definitions: Definitions, node: XmlNode, optional: boolean, depth: number): Members {
  if (depth > deepest) return null;
  const members: Member[] = [];
  for (const child of node.children) {
    const read = reads.get(child.name);
    const more =
      read === undefined ? [] : read(definitions, child, optional || node.name === 'choice', depth);
    if (more === null) return null;
    members.push(...more);
  }
  return members;
}

/** An element or attribute, its reference followed; null where what it refers to is unknown. */
function memberOf(definitions: Definitions, node: XmlNode, optional: boolean): Member | null {
  const target = node.attributes.has('ref') ? definitions.elements.get(wordAt(node, 'ref')) : node;
  if (target === undefined) return null;
  const attribute = node.name === 'attribute';
  const name = target.attributes.get('name') ?? '';
  const missing = optional || (attribute ? node.attributes.get('use') !== 'required' : mayMiss(node));
  return {
    name: attribute ? `@${name}` : name,
    type: typeOf(definitions, target),
    mayMiss: missing,
    optional: missing || isNillable(target),
  };
}

/** An element that names no type and has none within may hold a text. */
function typeOf(definitions: Definitions, target: XmlNode): XmlNode | string {
  const inner = childOf(target, 'complexType') ?? childOf(target, 'simpleType');
  const word = wordAt(target, 'type') || 'string';
  return inner ?? definitions.types.get(word) ?? word;
}

function mayMiss({ attributes }: XmlNode): boolean {
  return attributes.get('minOccurs') === '0';
}

function isNillable({ attributes }: XmlNode): boolean {
  return attributes.get('nillable') === 'true';
}

/** The name an attribute refers to, without its prefix; empty where there is none. */
function wordAt(node: XmlNode | undefined, attribute: string): string {
  return node?.attributes.get(attribute)?.replace(/^[^:]*:/, '') ?? '';
}

function childOf(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return node?.children.find((child) => child.name === name);
}

function descendants(node: XmlNode, name: string): readonly XmlNode[] {
  const own = node.children.filter((child) => child.name === name);
  return [...own, ...node.children.flatMap((child) => descendants(child, name))];
}

function named(nodes: readonly XmlNode[]): ReadonlyMap<string, XmlNode> {
  const groups = Map.groupBy(nodes, ({ attributes }) => attributes.get('name') ?? '');
  return new Map(
    [...groups].flatMap(([name, [only, ...more]]) => (only && more.length === 0 ? [[name, only]] : [])),
  );
}

function blank(name: string, children: readonly XmlNode[]): XmlNode {
  return { name, text: '', attributes: new Map(), children, nil: false, cut: false };
}
