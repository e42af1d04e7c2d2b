import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startHttpDepartment, type HttpDepartment } from '../conformance/rest-department.js';
import { pagesOf } from '../conformance/reading.js';

let department: HttpDepartment;

beforeAll(async () => {
  department = await startHttpDepartment();
});
afterAll(() => department.close());

const nested = `${'['.repeat(20_000)}1.50${']'.repeat(20_000)}`;
const record = (id: string, more = ''): string => `{"id":"${id}","at":"2026-03-02 10:00:00"${more}}`;

/** What is read of an answer with these records: the case numbers of those taken, and why each other is refused. */
async function read(records: readonly string[]): Promise<readonly string[]> {
  department.answer((_, response) => void response.end(`{"code":"0","rows":[${records.join()}]}`));
  const reader = await department.open({}, {});
  try {
    const pages = await pagesOf(reader, department.stream);
    return pages
      .flatMap(({ rows }) => rows)
      .map(({ caseNumber, body }) => {
        const { $refused } = JSON.parse(body.toString()) as { readonly $refused?: string };
        return $refused ?? caseNumber;
      });
  } finally {
    await reader.close();
  }
}

test('a record that nests deeper than any is refused alone, those around it are read', async () => {
  const rows = [record('a'), record('b', `,"extra":${nested}`), record('c', ',"fee":1.50'), nested];
  const told = await read(rows);
  expect(told.filter((each) => each.includes('嵌套超过'))).toHaveLength(2);
  expect(told.filter((each) => !each.includes('嵌套超过'))).toEqual(['A', 'C']);
});

test('records of odd names, numbers and texts are read as they are', async () => {
  const odd = ',"constructor":"施工方","__proto__":1.50,"big":1e400,"torn":"\\ud800","nul":"\\u0000"';
  expect(await read([record('a'), record('b', odd), record('c')])).toEqual(['A', 'B', 'C']);
});
