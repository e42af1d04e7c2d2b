import ts from 'typescript';

/** A JSON Schema 2020-12 document or a part of one. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const texts = ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike;

/** What is the same in JSON as in the code. */
const plainTypes: readonly (readonly [ts.TypeFlags, JsonSchema])[] = [
  [ts.TypeFlags.Any | ts.TypeFlags.Unknown, {}],
  [ts.TypeFlags.StringLike, { type: 'string' }],
  [ts.TypeFlags.NumberLike, { type: 'number' }],
  [ts.TypeFlags.Null, { type: 'null' }],
  [ts.TypeFlags.NonPrimitive, { type: 'object' }],
];

/**
 * Turns types of the code into JSON Schemas of what they become as JSON. Interfaces and named types are told once, by name, and referred to;
 * what has no form in JSON is a fault, so that nothing is documented that could not be answered.
 */
export class TypeSchemas {
  readonly #checker: ts.TypeChecker;
  readonly #named = new Map<string, { readonly type: ts.Type; schema: JsonSchema }>();

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  /** The named types met so far, in the order of their names. */
  get named(): Readonly<Record<string, JsonSchema>> {
    const all = [...this.#named].map(([name, { schema }]): [string, JsonSchema] => [name, schema]);
    return Object.fromEntries(all.toSorted(([one], [other]) => (one < other ? -1 : 1)));
  }

  /** The schema of a type. */
  schemaOf(type: ts.Type): JsonSchema {
    return this.#primitive(type) ?? this.#reference(type) ?? this.#structure(type);
  }

  #primitive(type: ts.Type): JsonSchema | null {
    if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
    if (type.flags & ts.TypeFlags.BooleanLiteral) return { const: this.#checker.typeToString(type) === 'true' };
    const plain = plainTypes.find(([flags]) => type.flags & flags);
    if (plain !== undefined) return plain[1];
    // A branded id is its text.
    if (type.isIntersection())
      return type.types.map((part) => plainTypes.find(([flags]) => part.flags & flags & texts)?.[1]).find(isSchema) ?? null;
    return type.getSymbol()?.name === 'Date' ? { type: 'string', format: 'date-time' } : null;
  }

  /** A reference to a type that the code names; null for those without a name of their own. */
  #reference(type: ts.Type): JsonSchema | null {
    const name = nameOf(type);
    if (name === null) return null;
    let own = name;
    for (let n = 2; ; n += 1) {
      const known = this.#named.get(own);
      if (known === undefined) break;
      if (known.type === type) return { $ref: `#/components/schemas/${own}` };
      own = `${name}${n}`;
    }
    const place = { type, schema: {} };
    this.#named.set(own, place);
    place.schema = { ...this.#structure(type), ...titleOf(this.#checker, type) };
    return { $ref: `#/components/schemas/${own}` };
  }

  #structure(type: ts.Type): JsonSchema {
    if (type.isUnion()) return this.#union(type.types);
    if (this.#checker.isTupleType(type)) return this.#tuple(type);
    if (this.#checker.isArrayType(type)) return { type: 'array', items: this.schemaOf(this.#item(type)) };
    return this.#object(type);
  }

  #tuple(type: ts.Type): JsonSchema {
    const parts = this.#checker.getTypeArguments(type as ts.TypeReference).map((part) => this.schemaOf(part));
    return { type: 'array', prefixItems: parts, minItems: parts.length, maxItems: parts.length };
  }

  #item(type: ts.Type): ts.Type {
    const [item] = this.#checker.getTypeArguments(type as ts.TypeReference);
    if (item === undefined) throw new TypeError(`${this.#checker.typeToString(type)} is a list of nothing`);
    return item;
  }

  #union(types: readonly ts.Type[]): JsonSchema {
    const there = types.filter(({ flags }) => !(flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)));
    const values = there.filter(({ flags }) => !(flags & ts.TypeFlags.Null)).map((each) => this.schemaOf(each));
    const nullable = values.length < there.length;
    const constants = values.flatMap((each) => ('const' in each ? [each['const']] : []));
    if (constants.length === values.length && values.length > 0) return oneOfConstants(constants, nullable);
    const distinct = [...new Set(values.map((each) => JSON.stringify(each)))].toSorted();
    const parts = distinct.map((each): JsonSchema => JSON.parse(each));
    const [only] = parts;
    if (parts.length === 1 && only !== undefined) return nullable ? orNull(only) : only;
    return { anyOf: [...parts, ...(nullable ? [{ type: 'null' }] : [])] };
  }

  #object(type: ts.Type): JsonSchema {
    if (type.getCallSignatures().length > 0)
      throw new TypeError(`${this.#checker.typeToString(type)} is a function, which JSON has no form for`);
    const fields = this.#checker.getPropertiesOfType(type);
    const others = this.#checker.getIndexTypeOfType(type, ts.IndexKind.String);
    const told = fields.map((field): [string, JsonSchema] => [field.name, this.#field(field)]);
    const required = fields.filter(({ flags }) => !(flags & ts.SymbolFlags.Optional)).map(({ name }) => name);
    return {
      type: 'object',
      ...(told.length > 0 && { properties: Object.fromEntries(told) }),
      ...(required.length > 0 && { required }),
      ...(others !== undefined && { additionalProperties: this.schemaOf(others) }),
    };
  }

  #field(field: ts.Symbol): JsonSchema {
    const schema = this.schemaOf(this.#checker.getTypeOfSymbol(field));
    const description = ts.displayPartsToString(field.getDocumentationComment(this.#checker));
    return description === '' ? schema : { ...schema, description };
  }
}

/** The name of a type that this project declares and that stands for one thing: no parameters, no primitive, no list. */
function nameOf(type: ts.Type): string | null {
  const symbol = symbolOf(type);
  if (symbol === null || type.aliasTypeArguments !== undefined) return null;
  if (type.isUnion() && type.types.every((part) => part.isLiteral())) return null;
  return (symbol.declarations ?? []).some((each) => isForeign(each.getSourceFile())) ? null : symbol.name;
}

function symbolOf(type: ts.Type): ts.Symbol | null {
  return type.aliasSymbol ?? (type.isClassOrInterface() ? type.getSymbol() : null) ?? null;
}

function isForeign({ fileName }: ts.SourceFile): boolean {
  return fileName.includes('/node_modules/');
}

function isSchema(schema: JsonSchema | undefined): schema is JsonSchema {
  return schema !== undefined;
}

function titleOf(checker: ts.TypeChecker, type: ts.Type): { readonly description?: string } {
  const symbol = type.aliasSymbol ?? type.getSymbol();
  const description = ts.displayPartsToString(symbol?.getDocumentationComment(checker));
  return description === '' ? {} : { description };
}

function oneOfConstants(constants: readonly unknown[], nullable: boolean): JsonSchema {
  const both = constants.length === 2 && constants.every((each) => typeof each === 'boolean');
  if (both) return { type: nullable ? ['boolean', 'null'] : 'boolean' };
  const type = typeof constants[0];
  const values = constants.toSorted((one, other) => (String(one) < String(other) ? -1 : 1));
  return nullable ? { type: [type, 'null'], enum: [...values, null] } : { type, enum: values };
}

function orNull(schema: JsonSchema): JsonSchema {
  const { type } = schema;
  return typeof type === 'string' && Object.keys(schema).every((key) => key === 'type' || key === 'format')
    ? { ...schema, type: [type, 'null'] }
    : { anyOf: [schema, { type: 'null' }] };
}
