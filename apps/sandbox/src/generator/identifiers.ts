import type { Dice } from './dice.js';

const digits = '0123456789';
const usccAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const usccWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2] as const;
const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;

function weighted(text: string, weights: readonly number[], alphabet: string): number {
  return weights.reduce((sum, weight, at) => sum + weight * alphabet.indexOf(text.charAt(at)), 0);
}

/** An organisation code after GB 11714—1997, check character included. */
function organisationCode(dice: Dice): string {
  const body = dice.text(8, digits);
  const rest = 11 - (weighted(body, organisationWeights, digits) % 11);
  return body + (rest === 10 ? 'X' : rest === 11 ? '0' : String(rest));
}

/** A unified social credit code of an enterprise after GB 32100—2015; no such enterprise needs to exist. */
export function creditCode(dice: Dice, region: string): string {
  const body = `91${region}${organisationCode(dice)}`;
  return body + creditCheck(body);
}

function creditCheck(body: string): string {
  return usccAlphabet.charAt((31 - (weighted(body, usccWeights, usccAlphabet) % 31)) % 31);
}

/** A citizen's number after GB 11643—1999 of an invented person, with a serial that no register hands out twice in a row. */
export function citizenNumber(dice: Dice, region: string): string {
  const birth = `${dice.between(1962, 2001)}${twoDigits(dice.between(1, 12))}${twoDigits(dice.between(1, 28))}`;
  const body = `${region}${birth}${dice.text(3, digits)}`;
  return body + citizenCheck(body);
}

function citizenCheck(body: string): string {
  return '10X98765432'.charAt(weighted(body, idWeights, digits) % 11);
}

/** The same code with a check character that fits neither as a credit code's nor as a citizen's number's. */
export function withWrongCheck(code: string): string {
  const body = code.slice(0, -1);
  const fitting = new Set([creditCheck(body), citizenCheck(body)]);
  return body + (['0', '1'].find((last) => !fitting.has(last)) ?? '2');
}

/** A mobile number from a block that is not handed out to anybody. */
export function mobileNumber(dice: Dice): string {
  return `1990000${dice.text(4, digits)}`;
}

/** 32 hexadecimal characters, as systems make their row ids. */
export function rowGuid(dice: Dice): string {
  return dice.text(32, '0123456789abcdef');
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
