import { expect, test } from '@jest/globals';
import { refuseMistaken } from './source-files.js';

/** A definition of one stream; line 10 is the stream's own settings, line 11 the source's. */
function written(connector: string, stream: string, settings: string, mode = 'cursor'): string {
  return `document: source
id: 370800.scjgj.rest
name: 接口
connector: ${connector}
standard: s
generation: g
streams:
  - { name: rows, kind: inspection, key: [ID], caseNumber: ID, cursor: AT, mode: ${mode}, table: T,
      settings:
        ${stream} }
settings: ${settings}
`;
}

const rest = '{ path: /a, records: rows, order: append';
const headings = '{ pattern: "*.csv", format: csv, complete: { by: ok }, headings: { 编号: NO } }';
const soap = '{ operation: list, records: row';

test.each([
  [
    'an unknown setting',
    'rest',
    `${rest}, totl: n }`,
    '{}',
    ' 的 streams.0.settings.totl 有误：没有这个设置项',
  ],
  [
    'a choice without its part',
    'rest',
    `${rest}, paging: { kind: token } }`,
    '{}',
    'streams.0.settings.paging.next',
  ],
  [
    'a contradiction',
    'rest',
    '{ path: /a, records: rows }',
    '{}',
    'streams.0.settings.order 有误：没有 window',
  ],
  ['a source setting', 'rest', `${rest} }`, '{ timeout: soon }', '11:22 的 settings.timeout 有误：应为时长'],
  [
    'an unknown variable',
    'soap',
    `${soap}, arguments: { a: "\${what}" } }`,
    '{}',
    'settings.arguments 有误：没有变量',
  ],
  [
    'a field without a heading',
    'files',
    headings,
    '{ place: { kind: folder, path: /x } }',
    'settings.headings 有误：用到字段 ID',
  ],
  ['a topic without its name', 'kafka', '{}', '{ connection: { secret: s } }', 'streams.0.settings.topic'],
])('%s is refused where it stands, before anything is opened', (_, connector, stream, settings, told) => {
  const document = { path: 'rest.yaml', text: written(connector, stream, settings) };
  expect(() => refuseMistaken(document)).toThrow(told);
  expect(() => refuseMistaken(document)).toThrow(/rest\.yaml:\d+:\d+ 的 /);
});

test.each([
  ['oracle', '{}', 'log', '8:82 的 streams.0.mode 有误：连接器 oracle 不支持'],
  ['postgres', '{ path: /a }', 'keyset', 'streams.0.settings.path 有误：没有这个设置项'],
  ['nobody', '{}', 'keyset', '4:12 的 connector 有误：没有名为“nobody”的连接器'],
])('so is what %s does not take', (connector, stream, mode, told) => {
  const document = { path: 'rest.yaml', text: written(connector, stream, '{}', mode) };
  expect(() => refuseMistaken(document)).toThrow(told);
});

test('what could be opened is taken', () => {
  const text = written('rest', `${rest} }`, '{ timeout: 10s }');
  expect(() => refuseMistaken({ path: 'rest.yaml', text })).not.toThrow();
});
