import { z } from 'zod';
import type { RouteNeed } from '#base/contracts';
import { readAnswers, type Answers } from './answers.js';
import { examples } from './examples.js';
import { parameterTitles } from './parameter-titles.js';
import type { Operation } from './operation.js';
import { operations } from './operations.js';
import { sessionCookie } from './session-cookie.js';

type Json = Readonly<Record<string, unknown>>;

/** The API as an OpenAPI 3.1 document: made of the very schemas that check what comes in, and of the types that go out. */
export function apiDocument(): Json {
  const answers = readAnswers();
  const paths: Record<string, Record<string, Json>> = {};
  for (const [place, operation] of Object.entries(operations)) {
    const [method = '', path = ''] = place.split(' ');
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(method, path, operation, answers) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '审管互动数据枢纽监测接口',
      version: '1',
      description:
        '答复为 JSON；出错时为 application/problem+json，给出一句话原因和故障代码。人以账号登录（会话 cookie，写操作另带 x-csrf-token），机器以令牌（Authorization: Bearer …）。',
    },
    servers: [{ url: '/', description: '本枢纽' }],
    tags: tagsOf(),
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: '接口令牌' },
        session: { type: 'apiKey', in: 'cookie', name: sessionCookie, description: '登录会话' },
        csrf: { type: 'apiKey', in: 'header', name: 'x-csrf-token', description: '登录时得到，写操作须带' },
      },
      schemas: { Problem: problemSchema, ...answers.schemas },
    },
  };
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string', description: '哪一类' },
    status: { type: 'integer' },
    detail: { type: 'string', description: '一句话原因' },
    code: { type: 'string', description: '故障目录中的代码' },
  },
};

function operationOf(method: string, path: string, operation: Operation, answers: Answers): Json {
  const { title, query, need } = operation;
  const place = `${method} ${path}`;
  const example = examples[place] ?? {};
  const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const fixed = fixedParts(path);
  return {
    operationId: [method.toLowerCase(), ...fixed, ...named].join('-').replaceAll('.', '-'),
    summary: title,
    tags: [fixed[0] ?? ''],
    parameters: [
      ...named.map((name) => pathParameter(name, example.params)),
      ...(query === undefined ? [] : queryParameters(query, example.query)),
    ],
    ...requestOf(operation, example.body),
    security: securityOf(method, need),
    responses: {
      ...answerOf(operation, answers.operations[place]),
      default: {
        description: '没有做成',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function fixedParts(path: string): readonly string[] {
  return path
    .replace('/api/v1/', '')
    .split('/')
    .filter((part) => !part.startsWith('{'));
}

/** One tag a room: the first part of the addresses in it. */
function tagsOf(): readonly Json[] {
  const rooms = Object.keys(operations).map((place) => fixedParts(place.split(' ')[1] ?? '')[0] ?? '');
  return [...new Set(rooms)].toSorted().map((name) => ({ name }));
}

function requestOf({ body, takes }: Operation, example: unknown): Json {
  if (takes !== undefined)
    return { requestBody: { required: true, content: { [takes]: { schema: binary(takes) } } } };
  if (body === undefined) return {};
  const content = { schema: schemaOf(body), ...(example !== undefined && { example }) };
  return { requestBody: { required: true, content: { 'application/json': content } } };
}

function answerOf({ status = 200, also = [], gives }: Operation, schema: Json | undefined): Json {
  if (gives !== undefined)
    return { [status]: { description: '成功', content: { [gives]: { schema: binary(gives) } } } };
  if (schema === undefined) return { [status]: { description: '成功，没有内容' } };
  const content = { 'application/json': { schema } };
  const others = also.map((each) => [each, { description: '有答复，但没有查到或没有问成', content }]);
  return { [status]: { description: '成功', content }, ...Object.fromEntries(others) };
}

function binary(mediaType: string): Json {
  return { type: 'string', contentMediaType: mediaType };
}

function securityOf(method: string, { right }: RouteNeed): readonly Json[] {
  if (right === 'anybody') return [];
  return [{ token: [] }, method === 'GET' ? { session: [] } : { session: [], csrf: [] }];
}

function pathParameter(name: string, example: Json = {}): Json {
  return { name, in: 'path', required: true, schema: { type: 'string' }, ...toldOf(name, example) };
}

const querySchema = z.looseObject({
  properties: z.record(z.string(), z.unknown()).default({}),
  required: z.array(z.string()).default([]),
});

function queryParameters(query: z.ZodType, example: Json = {}): readonly Json[] {
  const { properties, required } = querySchema.parse(schemaOf(query));
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
    ...toldOf(name, example),
  }));
}

function toldOf(name: string, example: Json): Json {
  const description = parameterTitles[name];
  return {
    ...(description !== undefined && { description }),
    ...(name in example && { example: example[name] }),
  };
}

function schemaOf(schema: z.ZodType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return rest;
}
