import { z } from 'zod';
import { operations, type Operation } from './operations.js';

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
      description: '答复为 JSON；出错时给出一句话原因。',
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: { operator: { type: 'http', scheme: 'bearer', description: '操作令牌' } },
      schemas: { Fault: faultSchema },
    },
  };
}

const faultSchema = {
  type: 'object',
  required: ['sentence'],
  properties: {
    sentence: { type: 'string', description: '一句话原因' },
    code: { type: 'string', description: '错误目录中的代码' },
  },
};

function operationOf(method: string, path: string, { title, query, body, status = 200 }: Operation): Json {
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
      security: [{ operator: [] }],
    }),
    responses: {
      [status]: { description: '成功', content: { 'application/json': { schema: {} } } },
      default: {
        description: '没有做成',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Fault' } } },
      },
    },
  };
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
