import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { brandAs, systemClock, type SourceDefinition, type StreamDefinition } from '#base/contracts';
import iconv from 'iconv-lite';
import type { Family } from './family.js';
import { folderStore } from './folder.store.js';
import { familyPages } from './pages.js';
import { readFamilySettings } from './settings.js';

let root = '';

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'oddities-spec-'));
});

afterEach(() => rm(root, { recursive: true, force: true }));

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

function family(settings: object): Family {
  const source = { id: 'x' } as unknown as SourceDefinition;
  const given = {
    format: 'csv',
    headings: { 编号: 'ID', 名称: 'NAME' },
    complete: { by: 'ok' },
    ...settings,
  };
  return {
    source: 'x',
    store: folderStore('x', root),
    settings: readFamilySettings(source, 'result', { pattern: '*', ...given }),
    writeBack: true,
    clock: systemClock,
    maxBytes: 100_000_000,
    ledgerSize: 10,
    idleMs: 5_000,
  };
}

async function drop(name: string, content: string | Buffer): Promise<void> {
  await writeFile(join(root, name), content);
  await writeFile(join(root, `${name}.ok`), '');
}

/** Names by number and the sentences of what was refused; and the fault the reading ended with. */
async function read(
  of: Family,
): Promise<{ readonly found: readonly string[]; readonly fault: string | null }> {
  const found: string[] = [];
  try {
    const request = { stream, after: null, until: null, pageSize: 10 };
    for await (const page of familyPages(of, request, new AbortController().signal))
      for (const { body } of page.rows) {
        const row = JSON.parse(String(body)) as Readonly<Record<string, string | null | undefined>>;
        found.push(row['$refused'] ?? `${row['ID']}=${row['NAME']}`);
      }
    return { found, fault: null };
  } catch (thrown) {
    return { found, fault: String(thrown) };
  }
}

const table = (...lines: readonly string[]): string => `编号,名称\n${lines.join('\n')}\n`;

test.each<readonly [string, string | Buffer, readonly (string | RegExp)[]]>([
  [
    'digits kept by a formula',
    table('"=""00123""",甲', '="370800199001011234",乙'),
    ['00123=甲', '370800199001011234=乙'],
  ],
  [
    'digits kept by tabs and an apostrophe',
    table('\t370800,甲\t', "'00123,'甲'"),
    ['370800=甲', "00123='甲'"],
  ],
  ['a first line that names the delimiter', 'sep=;\r\n编号;名称\r\n1;甲,乙\r\n', ['1=甲,乙']],
  [
    'line ends inside quotes, and a last line without one',
    table('1,"甲\r\n乙"') + '2,丙',
    ['1=甲\r\n乙', '2=丙'],
  ],
  ['a NUL in one value', table('1,甲', '2,乙\0', '3,丙'), ['1=甲', /NAME 含有空字符/, '3=丙']],
  ['an id in scientific notation', table('3.70802E+17,甲', '2,乙'), [/ID 是科学计数法/, '2=乙']],
  [
    'a line in another encoding',
    Buffer.concat([
      Buffer.from(table('1,济宁市任城区行政审批服务局')),
      iconv.encode('2,济宁\n', 'gb18030'),
      Buffer.from('3,丙\n'),
    ]),
    ['1=济宁市任城区行政审批服务局', /NAME 含有解不出的字/, '3=丙'],
  ],
  ['GB18030 with letters of four bytes', iconv.encode(table('1,㐀𠮷'), 'gb18030'), ['1=㐀𠮷']],
  [
    'a hundred thousand columns in one row',
    table('1,甲', 'x,'.repeat(100_000), '3,丙'),
    ['1=甲', /有 100001 列/, '3=丙'],
  ],
  ['bytes of no encoding', Buffer.alloc(4_000, 0xff), [/不是有效的/]],
])('a table with %s is read row by row', async (_, content, wanted) => {
  await drop('a.csv', content);
  await drop('b.csv', table('9,后'));
  const { found, fault } = await read(family({}));
  expect(fault).toBeNull();
  const all = [...wanted, '9=后'];
  expect(found).toEqual(all.map((each) => (typeof each === 'string' ? each : expect.stringMatching(each))));
});

test.each(['csv', 'jsonl', 'xml'])(
  'a %s record without end ends its own file within bounds, and the next file is read',
  async (format) => {
    const endless =
      { csv: '编号,名称\n1,"', jsonl: '{"编号":"1","名称":"', xml: '<r><row><编号>1</编号><名称>' }[format] ??
      '';
    const sound =
      {
        csv: table('9,后'),
        jsonl: '{"编号":"9","名称":"后"}',
        xml: '<r><row><编号>9</编号><名称>后</名称></row></r>',
      }[format] ?? '';
    await drop('a.txt', endless + 'x'.repeat(20_000_000));
    await drop('b.txt', sound);
    const { found, fault } = await read(family({ format, record: 'row' }));
    expect(fault).toBeNull();
    expect(found).toEqual([expect.stringMatching(/过长|超过|不合常理|语法错误/), '9=后']);
  },
  30_000,
);

test('JSON lines: depth, half letters, NUL and names of prototypes are their own line’s; long numbers keep their digits', async () => {
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
  await drop(
    'a.jsonl',
    [
      '{"编号":"1","名称":"甲"}',
      `{"编号":"2","名称":${deep}}`,
      '{"编号":"3","名称":"\\ud83d"}',
      '{"编号":"4","名称":"a\\u0000"}',
      '{"编号":"5","名称":"乙","constructor":"1","__proto__":"2"}',
      '{"编号":370800199001011234567,"名称":0.10}',
      '{"编号":"7","名称":"丙"',
    ].join('\n'),
  );
  const { found } = await read(family({ format: 'jsonl', ignore: ['constructor', '__proto__'] }));
  expect(found).toEqual([
    '1=甲',
    expect.stringContaining('嵌套超过'),
    expect.stringContaining('NAME 含有半个字符'),
    expect.stringContaining('NAME 含有空字符'),
    '5=乙',
    '370800199001011234567=0.10',
    '这一行不是一个完整的 JSON 对象',
  ]);
});

test.each<readonly [string, string | Buffer, readonly (string | RegExp)[]]>([
  [
    'prefixes, CDATA and references',
    '<x:r xmlns:x="urn:a"><x:row xmlns:y="urn:b"><x:编号>1</x:编号><x:名称>甲<![CDATA[<b>]]>&amp;&#x4E59;</x:名称></x:row></x:r>',
    ['1=甲<b>&乙'],
  ],
  [
    'an element marked as having no value',
    '<r xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><row><编号>1</编号><名称 xsi:nil="true"/></row></r>',
    ['1=null'],
  ],
  [
    'GBK that calls itself gb2312',
    iconv.encode(
      '<?xml version="1.0" encoding="gb2312"?><r><row><编号>1</编号><名称>镕</名称></row></r>',
      'gbk',
    ),
    ['1=镕'],
  ],
  [
    'text between elements',
    '<r><row>散<编号>1</编号><名称>甲</名称></row><row><编号>2</编号><名称>乙</名称></row></r>',
    [/混排/, '2=乙'],
  ],
  [
    'entities of its own',
    '<!DOCTYPE r [<!ENTITY a "甲">]><r><row><编号>1</编号><名称>&a;</名称></row></r>',
    [/DTD/],
  ],
  ['an entity of HTML', '<r><row><编号>1</编号><名称>&nbsp;</名称></row></r>', [/语法错误/]],
  ['elements within elements without end', '<r><row>' + '<a>'.repeat(100_000), [/嵌套超过/]],
  [
    'attributes named after prototypes',
    '<r><row hasOwnProperty="1" __proto__="2"><编号>1</编号><名称>甲</名称></row></r>',
    [/没有约定的字段|语法错误/],
  ],
])('XML with %s is read, or refused with a sentence', async (_, content, wanted) => {
  await drop('a.xml', content);
  const { found, fault } = await read(family({ format: 'xml', record: 'row' }));
  expect(fault).toBeNull();
  expect(found).toEqual(
    wanted.map((each) => (typeof each === 'string' ? each : expect.stringMatching(each))),
  );
});
