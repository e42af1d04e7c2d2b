import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { brandAs, type RecordToPut, type SourceId } from '#base/contracts';
import { BreachOffice, front, supervisor } from '../../../test/support/breach-office.js';
import { unifiedRow } from '../../../test/support/unified-row.js';

let office: BreachOffice;

beforeAll(async () => {
  office = await BreachOffice.open();
});

afterAll(() => office.close());

const credit = brandAs<SourceId>('370800.fgw.credit');
const decided = {
  decisionNumber: '济罚〔2026〕7号',
  decidedOn: '2026-11-19',
  agencyName: '济宁市住房城乡建设局',
  facts: '未按许可施工',
};
const supervised = (number: string, holder: string, fields: object = {}, revision = 1): RecordToPut =>
  unifiedRow(
    supervisor,
    'penalty',
    number,
    { ...decided, counterpartyId: holder, counterpartyName: holder, penaltyKind: 'WARNING', ...fields },
    revision,
  );
const published = (number: string, holder: string, fields: object = {}, revision = 1): RecordToPut => {
  const party = { counterpartyUscc: holder, counterpartyName: holder, penaltyCategory: '警告' };
  const row = unifiedRow(credit, 'creditPenalty', number, { ...decided, ...party, ...fields }, revision);
  return row;
};

test('a penalty that two kinds of data tell reaches the bureau once, with both records linked; when the one is withdrawn the other tells it', async () => {
  await office.grant('C-7', 'H7');
  expect(await office.inspect([supervised('P7', 'H7')])).toEqual(['told']);
  expect(
    await office.inspect([published('X7', 'H7', { decisionNumber: '济罚[2026]第7号' })], [], credit),
  ).toEqual(['linked']);
  expect(await office.inspect([published('X7', 'H7', { content: '警告一次' }, 2)], [], credit)).toEqual([
    'linked',
  ]);
  const both = await office.desk.ofCase({ source: front, caseNumber: brandAs('C-7') });
  expect(both.map(({ number, sameAs }) => [number, sameAs?.number ?? null])).toEqual([
    ['X7', 'P7'],
    ['P7', null],
  ]);
  expect(both[0]?.messages).toEqual(both[1]?.messages);
  await office.inspect([
    { ...supervised('P7', 'H7', {}, 2), record: { ...supervised('P7', 'H7', {}, 2).record, removed: true } },
  ]);
  expect(await office.retry()).toBe(1);
  expect([await office.toldOf('P7'), await office.toldOf('X7')]).toEqual([
    ['C-7 reported', 'C-7 withdrawn'],
    ['C-7 reported'],
  ]);
});

test('a penalty that may be the same waits for a person, who links it or has it told', async () => {
  await office.grant('C-8', 'H8');
  const number = { decisionNumber: '济罚〔2026〕8号' };
  await office.inspect([supervised('P8', 'H8', number)]);
  const other = { ...number, agencyName: '济宁市综合行政执法支队' };
  expect(
    await office.inspect([published('X8', 'H8', other), published('Y8', 'H8', other)], [], credit),
  ).toEqual(['ambiguous', 'ambiguous']);
  const [linked] = await office.desk.ofRecord('X8');
  const [another] = await office.desk.ofRecord('Y8');
  expect(linked?.reason).toContain('决定机关不一致或未载明');
  expect(linked?.candidates).toMatchObject([{ caseNumber: 'C-8' }]);
  const decision = { by: '王某', why: '决定书为同一份' };
  expect(await office.desk.same(linked?.id ?? '', decision)).toBe(true);
  expect(await office.desk.same(linked?.id ?? '', decision)).toBe(false);
  await office.desk.match(another?.id ?? '', ['C-8'], { by: '王某', why: '另一案' });
  await office.retry();
  expect(await office.inspect([published('X8', 'H8', { ...other, content: '更正' }, 2)], [], credit)).toEqual(
    ['linked'],
  );
  expect([await office.toldOf('X8'), await office.toldOf('Y8')]).toEqual([[], ['C-8 reported']]);
});

test('what nobody was told of hides nothing: a first load of one kind leaves the other to be told', async () => {
  await office.grant('C-9', 'H9');
  const number = { decisionNumber: '济罚〔2026〕9号' };
  expect(await office.inspect([supervised('P9', 'H9', number)], ['P9'])).toEqual(['quiet']);
  expect(await office.inspect([published('X9', 'H9', number)], [], credit)).toEqual(['told']);
  expect(await office.desk.retry({ id: null, source: supervisor, states: ['quiet'] }, '王某')).toBe(1);
  await office.retry();
  expect(await office.stateOf('P9')).toBe('linked');
});
