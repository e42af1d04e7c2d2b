import { expect, test } from '@jest/globals';
import { toCaseNumber, type RawRow } from '#base/contracts';
import { streamPages } from './pages.js';

const row = (key: string): RawRow => ({
  caseNumber: toCaseNumber(key),
  key,
  cursor: { at: null, key: [key] },
  cursorAt: null,
  body: Buffer.from('{}'),
  operation: 'put',
});

test.each<[string, number | undefined, number]>([
  ['without a bound the next page is asked for ahead', undefined, 2],
  ['a look at one page asks for no second one', 3, 1],
])('%s', async (_, most, expected) => {
  let asked = 0;
  const fetchPage = async () => {
    asked += 1;
    return ['A', 'B', 'C'].map(row);
  };
  const request = { after: null, pageSize: 3, ...(most === undefined ? {} : { most }) };
  for await (const page of streamPages(fetchPage, request, new AbortController().signal)) {
    expect(page.rows).toHaveLength(3);
    break;
  }
  expect(asked).toBe(expected);
});
