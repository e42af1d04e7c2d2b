import { z } from 'zod';
import type { RouteNeed } from '#base/contracts';
import { operations, type Operation } from './operations.js';
import { sessionCookie } from './session-cookie.js';

type Json = Readonly<Record<string, unknown>>;

/** The API as an OpenAPI 3.1 document, made of the very schemas that check what comes in. */
export function apiDocument(): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const [place, operation] of Object.entries(operations)) {
    const [method = '', path = ''] = place.split(' ');
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(method, path, operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '审管互动数据枢纽监测接口',
      version: '1',
      description:
        '答复为 JSON；出错时为 application/problem+json，给出一句话原因和故障代码。人以账号登录（会话 cookie，写操作另带 x-csrf-token），机器以令牌（Authorization: Bearer …）。',
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: '接口令牌' },
        session: { type: 'apiKey', in: 'cookie', name: sessionCookie, description: '登录会话' },
        csrf: { type: 'apiKey', in: 'header', name: 'x-csrf-token', description: '登录时得到，写操作须带' },
      },
      schemas: { Problem: problemSchema },
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

function operationOf(method: string, path: string, operation: Operation): Json {
  const { title, query, body, status = 200, need } = operation;
  const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const fixed = path
    .replace('/api/v1/', '')
    .split('/')
    .filter((part) => !part.startsWith('{'));
  return {
    operationId: [method.toLowerCase(), ...fixed, ...named].join('-').replaceAll('.', '-'),
    summary: title,
    tags: [fixed[0] ?? ''],
    parameters: [...named.map(pathParameter), ...(query === undefined ? [] : queryParameters(query))],
    ...(body !== undefined && {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body) } } },
    }),
    security: securityOf(method, need),
    responses: {
      [status]: { description: '成功', content: { 'application/json': { schema: {} } } },
      default: {
        description: '没有做成',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function securityOf(method: string, { right }: RouteNeed): readonly Json[] {
  if (right === 'anybody') return [];
  return [{ token: [] }, method === 'GET' ? { session: [] } : { session: [], csrf: [] }];
}

function pathParameter(name: string): Json {
  return { name, in: 'path', required: true, schema: { type: 'string' } };
}

const querySchema = z.looseObject({ properties: z.record(z.string(), z.unknown()).default({}) });

function queryParameters(query: z.ZodType): readonly Json[] {
  const { properties } = querySchema.parse(schemaOf(query));
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: false, schema }));
}

function schemaOf(schema: z.ZodType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return rest;
}
