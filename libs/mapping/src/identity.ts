import type { FieldValue } from '#base/contracts';
import { idNumberValid, organisationCodeValid, usccValid } from '#base/model';
import type { Broken } from './convert.js';

/** Checks an identity number by the certificate type beside it; a type without check digits accepts everything. */
export function checkIdentity(type: FieldValue, number: string): Broken | null {
  switch (type) {
    case 'USCC':
      return usccValid(number) ? null : { broken: 'HUB_USCC_INVALID', why: '统一社会信用代码校验未通过' };
    case 'ORG_CODE':
      return organisationCodeValid(number)
        ? null
        : { broken: 'HUB_ORG_CODE_INVALID', why: '组织机构代码校验未通过' };
    case 'ID_CARD':
    case 'TEMPORARY_ID_CARD':
      return idNumberValid(number)
        ? null
        : { broken: 'HUB_ID_NUMBER_INVALID', why: '公民身份号码校验未通过' };
    default:
      return null;
  }
}
