import { expect, test } from '@jest/globals';
import { ownerOf, type OwnerRole } from './owner-of.js';

const cases: readonly (readonly [string, OwnerRole])[] = [
  ['HUB_CODE_UNKNOWN', 'operators'],
  ['HUB_GENERATION_UNKNOWN', 'operators'],
  ['HUB_PUBLISH_FAILED', 'operators'],
  ['HUB_SOURCE_INVALID', 'operators'],
  ['HUB_ITEM_UNKNOWN', 'approval'],
  ['HUB_CLAUSE_UNKNOWN', 'approval'],
  ['HUB_FIELD_MISSING', 'department'],
  ['HUB_USCC_INVALID', 'department'],
  ['HUB_REGION_UNKNOWN', 'department'],
  ['HUB_ROW_REFUSED', 'department'],
  ['HUB_SOURCE_UNREACHABLE', 'department'],
  ['HUB_REPLY_MALFORMED', 'department'],
];

test.each(cases)('%s is for the %s to act on', (code, owner) => {
  expect(ownerOf(code)).toBe(owner);
});
