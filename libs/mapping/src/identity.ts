import type { FieldValue } from '#base/contracts';
import { idNumberValid, organisationCodeValid, usccValid } from '#base/model';
import type { Broken } from './convert.js';

const titles = { USCC: '统一社会信用代码', ORG_CODE: '组织机构代码', ID_CARD: '公民身份号码' } as const;

/** Certificate types whose numbers have check digits. */
export type CheckedIdentity = keyof typeof titles;

/** Checks a number that must be one of several kinds of identity, whatever the certificate type says. */
export function checkAnyIdentity(types: readonly CheckedIdentity[], number: string): Broken | null {
  if (types.some((type) => checkIdentity(type, number) === null)) return null;
  return { broken: 'HUB_CODE_MALFORMED', why: `不是有效的${types.map((type) => titles[type]).join('或')}` };
}

/** Checks an identity number by the certificate type beside it; a type without check digits accepts everything. */
export function checkIdentity(type: FieldValue, number: string): Broken | null {
  switch (type) {
    case 'USCC':
      return usccValid(number) ? null : { broken: 'HUB_USCC_INVALID', why: '未通过统一社会信用代码校验' };
    case 'ORG_CODE':
      return organisationCodeValid(number)
        ? null
        : { broken: 'HUB_ORG_CODE_INVALID', why: '未通过组织机构代码校验' };
    case 'ID_CARD':
    case 'TEMPORARY_ID_CARD':
      return idNumberValid(number)
        ? null
        : { broken: 'HUB_ID_NUMBER_INVALID', why: '未通过公民身份号码校验' };
    default:
      return null;
  }
}
