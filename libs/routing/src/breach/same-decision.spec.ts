import { expect, test } from '@jest/globals';
import { brandAs, type PenaltyIdentity, type PenaltyRecord } from '#base/contracts';
import { decisionNumberOf, findSameDecision } from './same-decision.js';

test.each([
  ['济罚决字[2026]5号', '济罚决字〔2026〕5号'],
  ['济罚决字【２０２６】第 005 号', '济罚决字〔2026〕5号'],
  ['（鲁济）市监罚（2026）12号', '(鲁济)市监罚[2026]第12号'],
])('%s and %s are one document', (one, other) => {
  expect(decisionNumberOf(one)).toBe(decisionNumberOf(other));
});

test('other years, numbers and words are other documents, and nothing is none', () => {
  const numbers = ['济罚决字〔2026〕5号', '济罚决字〔2025〕5号', '济罚决字〔2026〕50号', '济监罚〔2026〕5号'];
  expect(new Set(numbers.map(decisionNumberOf)).size).toBe(4);
  expect([decisionNumberOf(null), decisionNumberOf(' ')]).toEqual([null, null]);
});

const own: PenaltyIdentity = {
  decisionNumber: '济罚[2026]5号',
  agencyUscc: 'A1',
  agencyName: '济宁市某局',
  holderId: 'H1',
  holderName: '某公司',
};
const told = (change: Partial<PenaltyIdentity>): PenaltyRecord => ({
  source: brandAs('370800.scjgj.rest'),
  kind: 'penalty',
  number: 'CF-1',
  rowKey: '',
  cases: [],
  ...own,
  ...change,
});

test.each<[string, Partial<PenaltyIdentity>, string]>([
  ['number, organ and party agree', {}, 'same'],
  ['one side gives no code, the names agree', { agencyUscc: null, holderId: null }, 'same'],
  [
    'codes agree, names are written otherwise',
    { agencyName: '济宁某局', holderName: '某公司（分）' },
    'same',
  ],
  ['another number', { decisionNumber: '济罚[2026]6号' }, 'none'],
  ['another party of the same decision', { holderId: 'H2' }, 'none'],
  ['another organ by its code', { agencyUscc: 'A2' }, 'unsure'],
  ['the organ is not given', { agencyUscc: null, agencyName: null }, 'unsure'],
  ['the party is not given', { holderId: null, holderName: null }, 'unsure'],
  ['a namesake of another organ', { agencyUscc: 'A2', holderId: null, holderName: '某' }, 'none'],
])('%s: %s', (_, change, outcome) => {
  expect(findSameDecision(own, [told(change)]).outcome).toBe(outcome);
});

test('one that surely is the same goes before those that may be', () => {
  const found = findSameDecision(own, [told({ agencyUscc: 'A2', number: 'CF-2' } as never), told({})]);
  expect(found).toMatchObject({ outcome: 'same', as: { number: 'CF-1' } });
});
