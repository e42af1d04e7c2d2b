import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { brandAs, type SourceDefinition, type StreamDefinition } from '#base/contracts';
import { workbookOf } from '../../../../test/support/xlsx.js';
import { filesValues } from './files.values.js';
import { HeadingMap } from './headings.js';
import { readLines } from './read-lines.js';
import { LineWriter } from './row-writer.js';
import { readFamilySettings } from './settings.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'files-values-'));
});
afterAll(() => rm(folder, { recursive: true }));

const stream: StreamDefinition = {
  name: brandAs('result'),
  kind: 'result',
  table: '',
  mode: 'cursor',
  cursor: null,
  key: ['ID'],
  caseNumber: 'ID',
  flag: null,
  settings: {},
};

const styles = `<numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="177" formatCode="[h]:mm"/></numFmts>
  <cellXfs><xf numFmtId="0"/><xf numFmtId="176"/><xf numFmtId="177"/><xf numFmtId="9"/></cellXfs>`;
const words = (said: string): string => `<c t="inlineStr"><is><t>${said}</t></is></c>`;

/** A file of one record that holds the value, and the format it is in. */
function fileOf(type: string, written: string): readonly [string, string | Buffer] {
  if (type === 'CSV') return ['csv', `ID,V\n1,${written}\n`];
  if (type === 'JSON') return ['jsonl', `{"ID":"1","V":${written}}\n`];
  if (type === 'XML')
    return ['xml', `<r><row><ID>1</ID>${written.replaceAll('v>', 'V>').replace('<v ', '<V ')}</row></r>`];
  const [, kind = '', style = ''] = type.split(' ');
  const row = `<row>${words('1')}<c t="${kind}" ${style}>${written}</c></row>`;
  const xml = `<sheetData><row>${words('ID')}${words('V')}</row>${row}</sheetData>`;
  return ['excel', workbookOf({ styles, sheets: [{ name: 'a', xml }] })];
}

test.each(filesValues)('$type $written becomes $body', async ({ type, written, body }) => {
  const [format, content] = fileOf(type, written);
  const path = join(folder, 'value');
  await writeFile(path, content);
  const source = { id: 'x' } as unknown as SourceDefinition;
  const given = { pattern: '*', format, record: 'row', headings: { ID: 'ID', V: 'V' }, ignore: ['V/a'] };
  const family = readFamilySettings(source, 'result', given);
  const told = { hiddenRows: 0, dateEpoch: null };
  const writer = new LineWriter({ name: 'value', sha256: '' }, stream, family, told);
  const found: string[] = [];
  for await (const lines of readLines(path, family, new HeadingMap(family), told))
    for (const line of lines) {
      const row = JSON.parse(String(writer.write(line).row.body)) as Readonly<Record<string, unknown>>;
      found.push('$refused' in row ? String(row['$refused']) : JSON.stringify(row['V'] ?? null));
    }
  expect(found).toEqual([/^("|null$)/.test(body) ? body : expect.stringContaining(body)]);
});
