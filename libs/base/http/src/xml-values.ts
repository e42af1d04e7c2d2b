import sax from 'sax';

interface Open {
  readonly name: string;
  readonly attributes: readonly (readonly [string, string])[];
  readonly fields: Map<string, unknown[]>;
  text: string;
}

/** What lies deeper is left out: the record it stands in is refused for its depth long before, and the others are read. */
const deepest = 100;

/**
 * The values of an XML document as JSON has them: an element is its trimmed text, or an object with its elements, `#text` and `@attributes`;
 * elements of one name are a list. Names have no prefix and may be any, `constructor` too. Throws where the document breaks off.
 */
export function xmlValues(document: string): unknown {
  const top: Open = { name: '', attributes: [], fields: new Map(), text: '' };
  const stack: Open[] = [top];
  let attributes: (readonly [string, string])[] = [];
  let left = 0;
  const innermost = (): Open | undefined => (left > 0 ? undefined : stack.at(-1));
  const addText = (text: string): void => {
    const open = innermost();
    if (open !== undefined) open.text += text;
  };
  const parser = sax.parser(true, { position: false });
  Object.assign(parser, {
    onattribute: ({ name, value }: { readonly name: string; readonly value: string }) => {
      if (!name.startsWith('xmlns:')) attributes.push([`@${local(name)}`, value.trim()]);
    },
    onopentag: ({ name }: { readonly name: string }) => {
      if (stack.length === 1 && top.fields.size > 0) throw new SyntaxError('more than one root');
      if (stack.length > deepest) left += 1;
      else stack.push({ name: local(name), attributes, fields: new Map(), text: '' });
      attributes = [];
    },
    ontext: addText,
    oncdata: addText,
    onclosetag: () => {
      if (left > 0) left -= 1;
      else close(stack);
    },
    onerror: (error: Error) => {
      throw error;
    },
  });
  parser.write(document.replace(/^\uFEFF/, '')).close();
  return valueOf(top);
}

function close(stack: Open[]): void {
  const done = stack.pop();
  const around = stack.at(-1);
  if (done === undefined || around === undefined) return;
  const value = valueOf(done);
  const known = around.fields.get(done.name);
  if (known === undefined) around.fields.set(done.name, [value]);
  else known.push(value);
}

function valueOf({ fields, attributes, text }: Open): unknown {
  const own = text.trim();
  if (fields.size === 0 && attributes.length === 0) return own;
  return Object.fromEntries([
    ...[...fields].map(([name, values]) => [name, values.length === 1 ? values[0] : values] as const),
    ...(own === '' ? [] : [['#text', own] as const]),
    ...attributes,
  ]);
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
