import { join } from 'node:path';
import ts from 'typescript';
import { TypeSchemas, type JsonSchema } from './type-schemas.js';

/** What the API answers, by operation (`GET /api/v1/sources`), and the types these refer to by name. */
export interface Answers {
  readonly operations: Readonly<Record<string, JsonSchema>>;
  readonly schemas: Readonly<Record<string, JsonSchema>>;
}

/** Reads what the controllers of a project say they return. A handler that says only `object` is a fault: nothing could be documented. */
export function readAnswers(root: string): Answers {
  const config = ts.getParsedCommandLineOfConfigFile(join(root, 'tsconfig.json'), {}, { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined });
  if (config === undefined) throw new TypeError('tsconfig.json cannot be read');
  const controllers = config.fileNames.filter((name) => name.endsWith('.controller.ts') && name.includes('/apps/watch/'));
  const program = ts.createProgram(controllers, config.options);
  const checker = program.getTypeChecker();
  const schemas = new TypeSchemas(checker);
  const found = controllers.flatMap((name) => handlersIn(program.getSourceFile(name), checker));
  const told = found.toSorted(([one], [other]) => (one < other ? -1 : 1));
  const operations = told.map(([name, type]): [string, JsonSchema] => [name, schemas.schemaOf(type)]);
  return { operations: Object.fromEntries(operations), schemas: schemas.named };
}

type Handler = readonly [operation: string, answer: ts.Type];

function handlersIn(file: ts.SourceFile | undefined, checker: ts.TypeChecker): readonly Handler[] {
  return [...(file?.statements ?? [])].filter((each) => ts.isClassDeclaration(each)).flatMap((room) => {
    const [base] = textsOf(room, 'Controller');
    if (base === undefined) return [];
    return room.members
      .filter((member) => ts.isMethodDeclaration(member))
      .flatMap((method) => handlersOf(method, base, checker));
  });
}

function handlersOf(method: ts.MethodDeclaration, base: string, checker: ts.TypeChecker): readonly Handler[] {
  const signature = checker.getSignatureFromDeclaration(method);
  const answer = signature === undefined ? undefined : checker.getAwaitedType(signature.getReturnType());
  if (answer === undefined || answer.flags & ts.TypeFlags.Void) return [];
  return ['Get', 'Post', 'Delete'].flatMap((verb) =>
    textsOf(method, verb).map((path): Handler => {
      const address = ['', base, path].filter((part, index) => index === 0 || part !== '').join('/');
      return [`${verb.toUpperCase()} ${address.replaceAll(/:(\w+)/g, '{$1}')}`, answer];
    }),
  );
}

/** The text a decorator of this name was given, '' where none was; nothing where there is no such decorator. */
function textsOf(node: ts.HasDecorators, name: string): readonly string[] {
  return (ts.getDecorators(node) ?? []).flatMap(({ expression }) => {
    if (!ts.isCallExpression(expression) || !ts.isIdentifier(expression.expression)) return [];
    if (expression.expression.text !== name) return [];
    const [given] = expression.arguments;
    return [given !== undefined && ts.isStringLiteral(given) ? given.text : ''];
  });
}
