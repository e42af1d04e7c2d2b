const usccAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const usccWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const usccForm = /^[1-9A-HJ-NPQRTUWXY][0-9A-HJ-NPQRTUWXY]\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];
const organisationForm = /^[0-9A-Z]{8}-?[0-9X]$/;

const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const idChecks = '10X98765432';
const idForm = /^\d{17}[0-9X]$/;
const oldIdForm = /^\d{15}$/;
/** First two digits that GB/T 2260 assigns to provinces; 83 is the residence permit of Taiwan residents. */
const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(
    ' ',
  ),
);

/** Check character of a unified social credit code (GB 32100—2015) over its first 17 characters. */
export function usccCheckCharacter(first17: string): string {
  let sum = 0;
  for (const [index, weight] of usccWeights.entries())
    sum += usccAlphabet.indexOf(first17.charAt(index)) * weight;
  return usccAlphabet.charAt((31 - (sum % 31)) % 31);
}

/** 统一社会信用代码: form and check character, upper case; an all-zero filler is not valid. */
export function usccValid(text: string): boolean {
  return usccForm.test(text) && usccCheckCharacter(text) === text.charAt(17);
}

/** Check character of an organisation code (GB 11714—1997) over its first 8 characters. */
export function organisationCodeCheckCharacter(first8: string): string {
  let sum = 0;
  for (const [index, weight] of organisationWeights.entries()) {
    sum += Number.parseInt(first8.charAt(index), 36) * weight;
  }
  const value = 11 - (sum % 11);
  if (value === 10) return 'X';
  return value === 11 ? '0' : String(value);
}

/** 组织机构代码: eight characters and a check character, a hyphen between them allowed. */
export function organisationCodeValid(text: string): boolean {
  if (!organisationForm.test(text) || text.startsWith('00000000')) return false;
  return organisationCodeCheckCharacter(text) === text.charAt(text.length - 1);
}

/** Check character of a citizen's identity number (GB 11643—1999) over its first 17 digits. */
export function idNumberCheckCharacter(first17: string): string {
  let sum = 0;
  for (const [index, weight] of idWeights.entries()) sum += (first17.charCodeAt(index) - 48) * weight;
  return idChecks.charAt(sum % 11);
}

/** 公民身份号码: 18 digits with date, province and check character, or the 15-digit old form with date and province. */
export function idNumberValid(text: string): boolean {
  if (!provinces.has(text.slice(0, 2))) return false;
  if (oldIdForm.test(text)) return dateExists(`19${text.slice(6, 12)}`);
  return (
    idForm.test(text) && dateExists(text.slice(6, 14)) && idNumberCheckCharacter(text) === text.charAt(17)
  );
}

const licenceRoot = '1.2.156.3005.2.';
const alphanumerics = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const licenceParts = /^([0-9A-Z]{18}\d{3})\.([0-9A-Z]{18})\.([0-9A-Z]+)\.(\d{3})\.([0-9A-Z])$/;

/** Check character of ISO/IEC 7064 MOD 37,36 (GB/T 17710) over digits and capital letters; '' when other characters occur. */
export function mod3736CheckCharacter(text: string): string {
  let product = 36;
  for (const character of text) {
    const value = alphanumerics.indexOf(character);
    if (value < 0) return '';
    const sum = (product + value) % 36;
    product = ((sum === 0 ? 36 : sum) * 2) % 37;
  }
  return alphanumerics.charAt((37 - product) % 36);
}

/** 电子证照标识: root, type code, issuer, serial number, version and a check character over them without dots and root. */
export function licenceIdentifierValid(text: string): boolean {
  if (!text.startsWith(licenceRoot)) return false;
  const parts = licenceParts.exec(text.slice(licenceRoot.length));
  if (parts === null) return false;
  return mod3736CheckCharacter(parts.slice(1, 5).join('')) === parts[5];
}

/** 监管事项目录编码: fourteen digits. */
export function supervisionItemCodeValid(text: string): boolean {
  return /^\d{14}$/.test(text);
}

/** 监管事项实施清单编码: credit code of the body, level 1 to 5, then the item's own part. */
export function supervisionListCodeValid(text: string): boolean {
  return /^.{18}[1-5][0-9A-Z]*$/.test(text) && usccValid(text.slice(0, 18));
}

function dateExists(digits: string): boolean {
  const year = Number(digits.slice(0, 4));
  const month = Number(digits.slice(4, 6));
  const day = Number(digits.slice(6, 8));
  if (year < 1850 || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
