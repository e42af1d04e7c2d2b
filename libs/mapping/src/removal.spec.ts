import { expect, test } from '@jest/globals';
import { brandAs, type MapOutcome } from '#base/contracts';
import type { CodeAdditions } from './code-additions.js';
import { compileStandards } from './standards.js';

const text = `
standard: tiny
generation: A
kind: step
title: tiny
caseNumber: PROJID
rowKey: [ORGBUSNO]
revision: [DATAVER]
removed: [{ path: CD_OPERATION, in: [D] }]
zone: Asia/Shanghai
fillers: [无]
ignored: { ORGBUSNO: key }
fields:
  stepNumber: { path: SN }
  stepName: { path: NODENAME }
  stepState: { path: NODESTATE, codes: { '01': TODO, '02': DONE } }
  startedAt: { path: START }
  exchangeOperation: { path: CD_OPERATION, codes: { I: INSERT, D: DELETE } }
sample: { PROJID: P1, ORGBUSNO: O1, SN: 1, NODENAME: 受理, NODESTATE: '01', START: '2026-01-05 09:00:00' }
examples:
  - { name: plain, given: {}, then: { rowKey: O1, revision: 100 } }
`;

function map(operation: string | null, additions?: CodeAdditions): MapOutcome {
  const standards = compileStandards([{ path: 'tiny.yaml', text }]);
  const lookup = standards.mapperFor('tiny', 'A', 'step', undefined, undefined, additions);
  if (!lookup.found) throw new Error(lookup.fault.sentence);
  const row = {
    PROJID: 'P1',
    ORGBUSNO: 'O1',
    SN: 1,
    NODENAME: '受理',
    NODESTATE: '01',
    START: '2026-01-05 09:00:00',
  };
  return lookup.mapper.map({
    source: brandAs('370800.zjj.front'),
    stream: brandAs('step'),
    standard: 'tiny',
    generation: 'A',
    caseNumber: brandAs('P1'),
    hash: 'h',
    operation: 'put',
    position: { topic: 'hub.raw.370800.zjj.front', partition: 0, offset: 7n },
    readAt: '2026-03-01T00:00:00.000Z',
    body: JSON.stringify({ ...row, CD_OPERATION: operation }),
  });
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
