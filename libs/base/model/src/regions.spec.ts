import { expect, test } from '@jest/globals';
import { replacedRegions } from './region-table.js';
import { regionCodes, regionName, resolveRegion } from './regions.js';

test('the province has 16 cities and 136 counties and districts', () => {
  const cities = regionCodes.filter((code) => code.endsWith('00') && code !== '370000');
  expect(cities).toHaveLength(16);
  expect(regionCodes).toHaveLength(1 + 16 + 136);
  expect(
    regionCodes.every((code) => /^37\d{4}$/.test(code) && regionName(`${code.slice(0, 4)}00`) !== null),
  ).toBe(true);
});

test.each([
  ['370811', '370811'],
  ['370811000000', '370811'],
  ['370811001', '370811'],
  ['370882', '370812'],
  ['370802001002', '370811'],
])('%s means %s today', (raw, code) => expect(resolveRegion(raw)).toMatchObject({ known: true, code }));

test.each(['371200', '370871', '110101', '3708', '济宁市', '379999'])('%s is not guessed', (raw) => {
  expect(resolveRegion(raw)).toMatchObject({ known: false });
});

test('every replaced code leads to a current one and is not current itself', () => {
  for (const { old, now } of replacedRegions) {
    expect(regionName(now)).not.toBeNull();
    expect(regionName(old)).toBeNull();
  }
});
