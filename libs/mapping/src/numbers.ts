import { ownField } from '#base/contracts';
/** The unit a source counts money in. */
export type MoneyUnit = 'yuan' | 'tenThousandYuan' | 'fen';

const places: Readonly<Record<MoneyUnit, number>> = { yuan: 0, tenThousandYuan: 4, fen: -2 };
const moneyForm = /^(-?)(\d{1,14})(?:\.(\d{1,12}))?(万元|元|万|分)?$/;
const suffixes: Readonly<Record<string, MoneyUnit>> = {
  万元: 'tenThousandYuan',
  万: 'tenThousandYuan',
  元: 'yuan',
  分: 'fen',
};

/** Money as decimal text in yuan, never through a float; a unit written behind the number goes before the declared one. */
export function readMoney(text: string, unit: MoneyUnit): string | null {
  const parts = moneyForm.exec(text.replaceAll(/[,，\s¥￥]/g, ''));
  if (parts === null) return null;
  const [, sign = '', whole = '', fraction = '', suffix = ''] = parts;
  const shifted = shift(whole, fraction, places[ownField(suffixes, suffix) ?? unit]);
  if (shifted === null) return null;
  return sign === '-' && /[1-9]/.test(shifted) ? `-${shifted}` : shifted;
}

/** An integer that fits four bytes; `3.0` is 3. */
export function readInteger(text: string): number | null {
  if (!/^-?\d{1,10}(?:\.0+)?$/.test(text)) return null;
  const number = Number(text);
  return Math.abs(number) <= 2_147_483_647 ? number : null;
}

/** Moves the decimal point to the right by so many places. */
function shift(whole: string, fraction: string, by: number): string | null {
  const scale = fraction.length - by;
  const digits =
    scale > 0 ? (whole + fraction).padStart(scale + 1, '0') : whole + fraction + '0'.repeat(-scale);
  const point = digits.length - Math.max(scale, 0);
  const left = digits.slice(0, point).replace(/^0+(?=\d)/, '');
  const right = digits.slice(point).replace(/0+$/, '');
  if (left.length > 14 || right.length > 6) return null;
  return right === '' ? left : `${left}.${right}`;
}
