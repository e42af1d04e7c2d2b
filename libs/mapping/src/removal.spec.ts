import { expect, test } from '@jest/globals';
import type { MapOutcome } from '#base/contracts';
import { rawRow, tinyRow, tinyText } from '../../../test/support/tiny-standard.js';
import type { CodeAdditions } from './code-additions.js';
import { compileStandards } from './standards.js';

const coded = `  exchangeOperation: { path: CD_OPERATION, codes: { I: INSERT, D: DELETE } }
order:`;

function map(operation: string | null, additions?: CodeAdditions): MapOutcome {
  const standards = compileStandards([{ path: 'tiny.yaml', text: tinyText.replace('order:', coded) }]);
  const lookup = standards.mapperFor('tiny', 'A', 'step', undefined, undefined, additions);
  if (!lookup.found) throw new Error(lookup.fault.sentence);
  return lookup.mapper.map(rawRow({ ...tinyRow, CD_OPERATION: operation }));
}

test('an operation nobody has explained parks the row, since it may mean a deletion', () => {
  const fault = { code: 'HUB_CODE_UNKNOWN', field: 'CD_OPERATION' };
  expect(map('d')).toMatchObject({ outcome: 'parked', fault });
  expect(map(null)).toMatchObject({ record: { removed: false } });
});

test('a code that was explained to mean a deletion deletes', () => {
  expect(map('D')).toMatchObject({ record: { removed: true } });
  expect(map('d', { exchangeOperation: { d: 'DELETE' } })).toMatchObject({ record: { removed: true } });
  expect(map('i', { exchangeOperation: { i: 'INSERT' } })).toMatchObject({ record: { removed: false } });
});
