import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { readAnswers } from './answers.js';
import { apiDocument } from './api-document.js';
import { examples } from './examples.js';
import { operations } from './operations.js';

const operation = z.looseObject({
  operationId: z.string().regex(/^[a-zA-Z-]+$/),
  summary: z.string().min(2),
  tags: z.array(z.string().min(1)).length(1),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.enum(['path', 'query']) })),
  responses: z.looseObject({ default: z.object({ description: z.string(), content: z.unknown() }) }),
});
const document = z.looseObject({
  openapi: z.literal('3.1.0'),
  info: z.object({ title: z.string(), version: z.string(), description: z.string() }),
  paths: z.record(
    z.string().startsWith('/api/v1/'),
    z.record(z.enum(['get', 'post', 'delete']), operation.optional()),
  ),
  components: z.object({
    securitySchemes: z.record(z.string(), z.unknown()),
    schemas: z.record(z.string(), z.unknown()),
  }),
});

test('the document is whole: one name an operation, every parameter of an address told, every scheme and schema there', () => {
  const parsed = document.parse(apiDocument());
  const told = Object.entries(parsed.paths).flatMap(([path, methods]) =>
    Object.values(methods).flatMap((each) => (each === undefined ? [] : [{ path, ...each }])),
  );
  expect(told).toHaveLength(Object.keys(operations).length);
  expect(new Set(told.map(({ operationId }) => operationId)).size).toBe(told.length);
  const schemes = Object.keys(parsed.components.securitySchemes);
  for (const { path, parameters, security } of told) {
    const inPath = parameters.filter((each) => each.in === 'path').map(({ name }) => name);
    expect([path, inPath]).toEqual([path, [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)]);
    expect(schemes).toEqual(expect.arrayContaining(security.flatMap((each) => Object.keys(each))));
  }
  const named = [...JSON.stringify(parsed).matchAll(/#\/components\/schemas\/(\w+)/g)].map(
    ([, name]) => name,
  );
  expect(Object.keys(parsed.components.schemas)).toEqual(expect.arrayContaining(named));
});

/** Whether an operation answers with no JSON of its own: nothing, the way elsewhere, a file, or this document. */
function tellsNothing(place: string): boolean {
  const { status = 200, gives } = operations[place] ?? {};
  return [204, 302].includes(status) || gives !== undefined || place.endsWith('openapi.json');
}

test('every operation tells what it answers, and whatever takes something is shown by an example', () => {
  const { operations: told, schemas } = readAnswers();
  const vague = JSON.stringify({ type: 'object' });
  const untold = Object.keys(operations).filter(
    (place) => JSON.stringify(told[place] ?? { type: 'object' }) === vague,
  );
  expect(untold.filter((place) => !tellsNothing(place))).toEqual([]);
  const answered = Object.keys(told).filter((place) => !(place in operations));
  expect(answered).toEqual([]);
  const named = JSON.stringify([told, schemas]).matchAll(/#\/components\/schemas\/(\w+)/g);
  expect(Object.keys(schemas)).toEqual(expect.arrayContaining([...named].map(([, name]) => name)));
  const taking = Object.entries(operations).filter(
    ([place, { body, takes }]) => place.includes('{') || (body ?? takes) !== undefined,
  );
  expect(taking.map(([place]) => place).filter((place) => !(place in examples))).toEqual([]);
});
