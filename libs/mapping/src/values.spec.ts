import { expect, test } from '@jest/globals';
import { normaliseDocumentNumber } from './document-number.js';
import { readInteger, readMoney, type MoneyUnit } from './numbers.js';

test.each<[string, MoneyUnit, string | null]>([
  ['2000', 'yuan', '2000'],
  ['0.2', 'tenThousandYuan', '2000'],
  ['1,200.50', 'yuan', '1200.5'],
  ['￥ 88', 'yuan', '88'],
  ['5万元', 'yuan', '50000'],
  ['300元', 'tenThousandYuan', '300'],
  ['12345', 'fen', '123.45'],
  ['5', 'fen', '0.05'],
  ['-0.5', 'yuan', '-0.5'],
  ['-0', 'yuan', '0'],
  ['007', 'yuan', '7'],
  ['0.000001', 'tenThousandYuan', '0.01'],
  ['0.0000001', 'yuan', null],
  ['1e3', 'yuan', null],
  ['若干', 'yuan', null],
  ['123456789012345', 'yuan', null],
])('%s counted in %s is %s yuan', (text, unit, yuan) => expect(readMoney(text, unit)).toBe(yuan));

test('no sum loses a fen between units', () => {
  for (let fen = 1; fen < 100_000; fen += 37) {
    const yuan = `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
    expect(Number(readMoney(String(fen), 'fen'))).toBe(Number(yuan));
    expect(readMoney(String(fen), 'fen')).toBe(readMoney(yuan, 'yuan'));
  }
});

test.each([
  ['10', 10],
  ['3.0', 3],
  ['-1', -1],
  ['3.5', null],
  ['十', null],
  ['2147483648', null],
] as const)('%s as an integer is %s', (text, value) => expect(readInteger(text)).toBe(value));

test.each([
  ['济审批许字〔2020〕12号', '济审批许字〔2020〕12号', true],
  ['济审批许字【2019】012号', '济审批许字〔2019〕12号', true],
  ['济审批许字[2023] 第 5 号', '济审批许字〔2023〕5号', true],
  ['（鲁）ＪＺ安许证字（２０２３）000123号', '(鲁)JZ安许证字〔2023〕123号', true],
  ['济许准2026-12', '济许准2026-12', false],
] as const)('%s is written %s', (text, written, standard) =>
  expect(normaliseDocumentNumber(text)).toEqual({ text: written, standard }),
);
