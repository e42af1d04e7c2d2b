import { expect, test } from '@jest/globals';
import { Parser } from '@asyncapi/parser';
import { messageKinds } from '#base/contracts';
import { asyncApiDocument } from './asyncapi.js';

/** Errors (0) and warnings (1); hints are no fault. */
const serious = ({ severity }: { readonly severity: number }): boolean => severity <= 1;

test('the document of all topics is valid AsyncAPI 3, and its examples are what their schemas ask for', async () => {
  const { document, diagnostics } = await new Parser().parse(asyncApiDocument());
  expect(diagnostics.filter(serious)).toEqual([]);
  expect(document?.version()).toBe('3.0.0');
  const carried = document?.channels().get('feedback')?.messages().all();
  expect(carried?.map((message) => message.id()).sort()).toEqual([...messageKinds].sort());
});

test('an undefined reference or a wrong example is found', async () => {
  const broken = asyncApiDocument().replace('#/components/messages/urge', '#/components/messages/none');
  const { diagnostics } = await new Parser().parse(broken);
  expect(diagnostics.some(serious)).toBe(true);
});
