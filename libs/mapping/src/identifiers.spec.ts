import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { toCaseNumber, type MapOutcome } from '#base/contracts';
import { fieldIndex } from '#base/model';
import { readDocument } from './document.js';
import { compileMapper } from './mapper.js';
import { rawRow, tinyRow, tinyText } from '../../../test/support/tiny-standard.js';

const file = new URL('../../../../config/standards/shandong-front/b/application.yaml', import.meta.url);
const document = readDocument({ path: 'application.yaml', text: readFileSync(file, 'utf8') });
const mapper = compileMapper('application.yaml', document, {});
const tiny = compileMapper('tiny.yaml', readDocument({ path: 'tiny.yaml', text: tinyText }), {});
const good = { ...document.sample, APPLY_CARDTYPE: '01', APPLY_CARDTYPENUMBER: '11370800MB28559184' };

function mapped(change: object): MapOutcome {
  const row: Readonly<Record<string, unknown>> = { ...good, ...change };
  const caseNumber = toCaseNumber(String(row['PROJID']));
  return mapper.map(rawRow(row, { caseNumber, standard: 'shandong-front', generation: 'B' }));
}

function read(outcome: MapOutcome, name: string): unknown {
  return outcome.outcome === 'mapped'
    ? outcome.record.values[fieldIndex('application', name)]
    : outcome.fault.sentence;
}

function findingsOf(outcome: MapOutcome): readonly string[] {
  return outcome.outcome === 'mapped'
    ? outcome.record.findings.map(({ code, field, sentence }) => `${code} ${field} ${sentence}`)
    : [outcome.fault.code];
}

describe.each([
  '\u200B',
  '\u200C',
  '\u200D',
  '\u2060',
  '\uFEFF',
  '\u00AD',
  '\u202E',
  '\u2066',
  '\uFE0F',
  '\u180E',
  '\u3164',
])('an invisible %j within', (letter) => {
  const name = `U+${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  test.each([
    ['DEPTID', '11370800MB28559184', 'departmentUscc'],
    ['APPLY_CARDTYPENUMBER', '11370800MB28559184', 'applicantId'],
    ['APPLY_CARDTYPE', '01', 'applicantIdType'],
    ['REGION_ID', '370811', 'regionCode'],
    ['ITEM_CODE', 'JN-ZJ-0001', 'itemCode'],
  ])('%s is cleaned, and a finding names the field and the character', (column, text, field) => {
    const plain = mapped({ [column]: text });
    const outcome = mapped({ [column]: `${text.slice(0, 1)}${letter}${text.slice(1)}${letter}` });
    expect(read(outcome, field)).toBe(read(plain, field));
    const found = findingsOf(outcome).filter((one) => one.startsWith(`IDENTIFIER_CLEANED ${field}`));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`第 2 个字符 ${name}`);
  });
});

test('the case number is cleaned with a finding, and its row key is the same row', () => {
  const outcome = mapped({ PROJID: 'a\u200B-1' });
  expect(outcome).toMatchObject({ record: { caseNumber: 'A-1' } });
  expect(findingsOf(outcome)).toEqual([expect.stringContaining('第 2 个字符 U+200B（零宽空格）')]);
  const keys = ['O1', 'O\u200B1', '\uFEFFO1', 'Ｏ１', "'O1"].map((ORGBUSNO) =>
    tiny.map(rawRow({ ...tinyRow, ORGBUSNO })),
  );
  for (const one of keys) expect(one).toMatchObject({ record: { rowKey: 'O1/1' } });
});

test.each([
  ['PROJID', 'А-1', 'U+0410', 1],
  ['ITEM_CODE', 'JN-Ζ-0001', 'U+0396', 4],
  ['DEPTID', '11370800МB28559184', 'U+041C', 9],
  ['APPLY_CARDTYPENUMBER', '11370800\uE000B28559184', 'U+E000', 9],
  ['APPLY_CARDTYPE', '0\u0661', 'U+0661', 2],
  ['REGION_ID', '37081\u0007', 'U+0007', 6],
])('%s with a look-alike or a stray character is parked with it named: %j', (column, text, name, place) => {
  const outcome = mapped({ [column]: text });
  expect(outcome).toMatchObject({ outcome: 'parked', fault: { code: 'HUB_IDENTIFIER_ODD', field: column } });
  expect(read(outcome, '')).toContain(`第 ${place} 个字符 ${name}`);
});

test('a code with an odd character is never called a new code to add', () => {
  expect(read(mapped({ REGION_ID: '37О811' }), 'regionCode')).not.toContain('补充');
});

test('a deletion is followed although its mark holds an invisible character', () => {
  expect(mapped({ CD_OPERATION: 'D\u200B' })).toMatchObject({ record: { removed: true } });
});

test('free text keeps what was written, character for character', () => {
  const name = '示例\u200B公司（Ａ）\u3000Аб';
  expect(read(mapped({ APPLYNAME: name }), 'applicantName')).toBe(name);
  expect(findingsOf(mapped({ APPLYNAME: name }))).toEqual([]);
});
