import { expect, test } from '@jest/globals';
import {
  idNumberCheckCharacter,
  idNumberValid,
  licenceIdentifierValid,
  mod3736CheckCharacter,
  organisationCodeValid,
  supervisionItemCodeValid,
  supervisionListCodeValid,
  usccCheckCharacter,
  usccValid,
} from './identifiers.js';

const publishedUsccs = [
  '11370900004341048Y',
  '1137080074985039X5',
  '11370800MB28559184',
  '12441500196720244T',
];

test.each(publishedUsccs)('%s, published by its body, is a valid credit code', (code) => {
  expect(usccValid(code)).toBe(true);
  expect(organisationCodeValid(code.slice(8, 17))).toBe(true);
});

test.each(['00000000000000000X', '000000000000000000', '11370900004341048', '无', '11370900004341048y', ''])(
  '"%s" is no credit code',
  (code) => expect(usccValid(code)).toBe(false),
);

test('any single character changed in a credit code is noticed', () => {
  for (const code of publishedUsccs) {
    for (let at = 0; at < 18; at += 1) {
      const other = code.charAt(at) === '7' ? '8' : '7';
      expect(usccValid(code.slice(0, at) + other + code.slice(at + 1))).toBe(false);
    }
  }
});

test('exactly one check character fits every seventeen characters', () => {
  const first17 = '91370800MA3C2B1D4';
  const fitting = Array.from('0123456789ABCDEFGHJKLMNPQRTUWXY').filter((check) => usccValid(first17 + check));
  expect(fitting).toEqual([usccCheckCharacter(first17)]);
});

test.each(['74985039-X', '74985039X', 'MB2855918'])('%s is a valid organisation code', (code) =>
  expect(organisationCodeValid(code)).toBe(true),
);

test.each(['749850390', '00000000X', '000000000', 'ABC'])('%s is no organisation code', (code) =>
  expect(organisationCodeValid(code)).toBe(false),
);

test('the example of GB 11643 is valid, and its fifteen-digit form', () => {
  expect(idNumberValid('11010519491231002X')).toBe(true);
  expect(idNumberValid('110105491231002')).toBe(true);
});

test.each([
  ['110105194912310021', 'wrong check character'],
  ['110105194913310020', 'no thirteenth month'],
  ['990105194912310020', 'no such province'],
  ['110105490230002', 'no 30 February in the old form'],
  ['11010519491231002x', 'lower case'],
])('%s is refused: %s', (number) => expect(idNumberValid(number)).toBe(false));

test('a date that does not exist is refused even with a fitting check character', () => {
  const first17 = '37081119990229001';
  expect(idNumberValid(first17 + idNumberCheckCharacter(first17))).toBe(false);
});

test.each([
  ['A12425GABC1234002', 'M'],
  ['000000003A8D0000', 'Z'],
])('MOD 37,36 over %s is %s, as the registries of releases and films publish it', (text, check) =>
  expect(mod3736CheckCharacter(text)).toBe(check),
);

// A synthetic licence: type code, issuer, serial number and version as GB/T 36904 puts them.
const licenceBody = '11370800MB28559184009.11370800MB28559184.2025052201.002';
const licenceCheck = mod3736CheckCharacter(licenceBody.replaceAll('.', ''));
const licenceId = `1.2.156.3005.2.${licenceBody}.${licenceCheck}`;

test('a licence identifier is valid with its check character and with no other', () => {
  const fitting = Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ').filter((check) =>
    licenceIdentifierValid(`1.2.156.3005.2.${licenceBody}.${check}`),
  );
  expect(fitting).toEqual([licenceCheck]);
});

test('a licence identifier with another root, a missing part or a changed digit is refused', () => {
  expect(licenceIdentifierValid(licenceId.replace('3005', '3006'))).toBe(false);
  expect(licenceIdentifierValid(licenceId.replace('.002.', '.'))).toBe(false);
  expect(licenceIdentifierValid(licenceId.replace('2025052201', '2025052202'))).toBe(false);
  expect(licenceIdentifierValid('')).toBe(false);
});

test('a supervision item has fourteen digits; its list code begins with a credit code and a level', () => {
  expect(supervisionItemCodeValid('01370800000001')).toBe(true);
  expect(supervisionItemCodeValid('0137080000000')).toBe(false);
  expect(supervisionItemCodeValid('XK370800000001')).toBe(false);
  expect(supervisionListCodeValid('11370800MB285591843370231001000')).toBe(true);
  expect(supervisionListCodeValid('11370800MB285591846370231001000')).toBe(false);
  expect(supervisionListCodeValid('11370800MB285591853370231001000')).toBe(false);
});
