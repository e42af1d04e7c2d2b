// Refuses what reads or writes a plain object by a name that is only known at run time: `row[name]`, `row[name] = …`, `name in row`,
// `const { [name]: value } = row`, `Object.assign`. Such a name may come from a department, and be `constructor` or `__proto__`. Right are ownField, Object.hasOwn, Map and
// Object.fromEntries. Objects with a fixed set of names are no matter of this rule: only types with an index signature are.
// Without arguments it looks at the whole hub, else at the files given.
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const configFile = ts.readConfigFile(`${root}tsconfig.json`, (file) => ts.sys.readFile(file));
const config = ts.parseJsonConfigFileContent(configFile.config, ts.sys, root);

/** Where no name from outside comes: the sample departments, the set for tests, the command line's words, and objects keyed by the hub's own forms and settings. */
const free = [
  /\.spec\.ts$|\.d\.ts$|\/conformance\//,
  /^(apps\/sandbox|apps\/hub|docker|test)\//,
  /^apps\/receive\/src\/receive-place\.ts$/,
  /^libs\/(base\/contracts\/src\/own-field|base\/settings\/src\/environment|api\/src\/api-document|catalogue\/src\/workbook\/read-sheets)\.ts$/,
];
const here = (file) => relative(root, file);

const given = process.argv.slice(2);
const files =
  given.length > 0 ? given : config.fileNames.filter((file) => !free.some((each) => each.test(here(file))));
const program = ts.createProgram(files, { ...config.options, noEmit: true, incremental: false });
const checker = program.getTypeChecker();

function isKeyedByAnyText(expression) {
  const type = checker.getNonNullableType(checker.getTypeAtLocation(expression));
  const parts = type.isUnion() ? type.types : [type];
  return parts.some(
    (part) =>
      checker.getIndexInfoOfType(part, ts.IndexKind.String) !== undefined && !checker.isArrayLikeType(part),
  );
}

function isOpen(name) {
  const type = checker.getTypeAtLocation(name);
  const parts = type.isUnion() ? type.types : [type];
  // A symbol, a number or one of a few texts written in the code comes from nowhere else.
  return !parts.every(
    (part) => part.flags & (ts.TypeFlags.StringLiteral | ts.TypeFlags.NumberLike | ts.TypeFlags.ESSymbolLike),
  );
}

const offences = [
  {
    mistake: 'a plain object is read or written by a name from outside: use ownField, or a Map',
    offends: (node) =>
      ts.isElementAccessExpression(node) &&
      isOpen(node.argumentExpression) &&
      isKeyedByAnyText(node.expression),
  },
  {
    mistake: '`in` finds inherited names: use Object.hasOwn',
    offends: (node) =>
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.InKeyword &&
      !ts.isPrivateIdentifier(node.left) &&
      isOpen(node.left),
  },
  {
    mistake: 'a plain object is taken apart by a name from outside: use ownField',
    offends: (node) =>
      ts.isComputedPropertyName(node) &&
      ts.isBindingElement(node.parent) &&
      isOpen(node.expression) &&
      isKeyedByAnyText(node.parent.parent),
  },
  {
    mistake: 'Object.assign runs setters such as __proto__: use a spread',
    offends: (node) =>
      ts.isCallExpression(node) &&
      node.expression.getText() === 'Object.assign' &&
      node.arguments.some((each, at) => at > 0 && isKeyedByAnyText(each)),
  },
];

function mistakeOf(node) {
  return offences.find(({ offends }) => offends(node))?.mistake ?? null;
}

let many = 0;
for (const file of files) {
  const source = program.getSourceFile(file);
  const visit = (node) => {
    const mistake = mistakeOf(node);
    if (mistake !== null) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      process.stderr.write(
        `${here(file)}:${line + 1}  ${mistake}: ${node.getText().split('\n')[0].slice(0, 80)}`,
      );
      many += 1;
    }
    ts.forEachChild(node, visit);
  };
  if (source !== undefined) visit(source);
}
process.exitCode = many === 0 ? 0 : 1;
