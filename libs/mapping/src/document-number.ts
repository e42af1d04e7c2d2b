import { cleanIdentifier } from '#base/contracts';

const bracketedYear = /[[【(〔［（](\d{4})[\]】)〕］）]/;
const alreadyNormal = /^[\u4E00-\u9FFFA-Z]+〔\d{4}〕[1-9]\d*号$/;
const standardForm = /^.+?〔\d{4}〕\d+号$/;

/**
 * Writes a 文号 the way GB/T 9704—2012 wants it: six-angle brackets around the year, no blanks, no 第, no leading zeros. Only
 * the writing changes; `standard` says whether the result has the standard's form.
 */
export function normaliseDocumentNumber(text: string): { readonly text: string; readonly standard: boolean } {
  if (alreadyNormal.test(text)) return { text, standard: true };
  const plain = cleanIdentifier(text)
    .normalize('NFKC')
    .replaceAll(/\s/g, '')
    .replace(bracketedYear, '〔$1〕')
    .replace(/〕第?0*(\d)/, '〕$1');
  return { text: plain, standard: standardForm.test(plain) };
}
