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
const read = (records: readonly string[]): Promise<readonly string[]> =>
  readAnswered(`{"code":"0","rows":[${records.join()}]}`, {});

const xml = { format: 'xml', records: 'answer.rows.row' };
const readXml = (records: readonly string[]): Promise<readonly string[]> =>
  readAnswered(`<answer><code>0</code><rows>${records.join('')}</rows></answer>`, xml);

async function readAnswered(answer: string, settings: object): Promise<readonly string[]> {
  department.answer((_, response) => void response.end(answer));
  const reader = await department.open({}, settings);
  try {
    const stream = { ...department.stream, settings: { ...department.stream.settings, ...settings } };
    const pages = await pagesOf(reader, stream);
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

const element = (id: string, more = ''): string =>
  `<row><id>${id}</id><at>2026-03-02 10:00:00</at>${more}</row>`;
const layers = (many: number): string => `${'<a>'.repeat(many)}1.50${'</a>'.repeat(many)}`;

test.each([66, 200, 20_000])(
  'an XML record of %i levels is refused alone, those around it are read',
  async (many) => {
    const told = await readXml([element('a'), element('b', layers(many)), element('c', '<fee>1.50</fee>')]);
    expect(told).toEqual(['A', expect.stringContaining('嵌套超过'), 'C']);
  },
);

test('an XML record as deep as may be is read', async () => {
  expect(await readXml([element('a', layers(64)), element('b')])).toEqual(['A', 'B']);
});

test('XML elements and attributes of odd names are ordinary fields', async () => {
  const odd = '<constructor>施工方</constructor><prototype/><__proto__>1</__proto__><toString/>';
  expect(await readXml([element('a'), element('b', odd), element('c', '<x constructor="y"/>')])).toEqual([
    'A',
    'B',
    'C',
  ]);
});

test('an XML answer is read as it is written: lists, attributes, mixed content, characters', async () => {
  const fields =
    '<n:name unit="元">&#22269;&lt;甲&gt;</n:name><item>1</item><item> 02 </item><empty/><note>一<![CDATA[<二>]]>三</note>';
  department.answer(
    (_, response) => void response.end(`<rows xmlns:n="urn:n">${element('a', fields)}</rows>`),
  );
  const settings = { ...department.stream.settings, format: 'xml', records: 'rows.row' };
  const reader = await department.open({}, settings);
  try {
    const [row] = (await pagesOf(reader, { ...department.stream, settings })).flatMap(({ rows }) => rows);
    expect(JSON.parse(String(row?.body))).toEqual({
      id: 'a',
      at: '2026-03-02 10:00:00',
      name: { '#text': '国<甲>', '@unit': '元' },
      item: ['1', '02'],
      empty: '',
      note: '一<二>三',
    });
  } finally {
    await reader.close();
  }
});

test.each(['<answer><rows>', '请登录', '<a/><b/>'])(
  'an answer that is no XML is a fault of the source: %s',
  async (answer) => {
    await expect(readAnswered(answer, xml)).rejects.toMatchObject({ code: 'HUB_SOURCE_UNREACHABLE' });
  },
);
