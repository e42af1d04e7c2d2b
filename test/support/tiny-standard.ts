import { brandAs, type RawMessage } from '#base/contracts';

/** A mapping document of a standard that exists only in tests: one kind, a few fields, one code table. */
export const tinyText = `
standard: tiny
generation: A
kind: step
title: tiny
caseNumber: PROJID
rowKey: [ORGBUSNO, SN]
revision: [DATAVER, NODESTATE]
removed: [{ path: CD_OPERATION, in: [D] }]
zone: Asia/Shanghai
fillers: [无]
ignored: { ORGBUSNO: key }
fields:
  stepNumber: { path: SN }
  stepName: { path: NODENAME }
  stepState: { path: NODESTATE, codes: { '01': TODO, '02': DONE } }
  startedAt: { path: START }
  endedAt: { path: END }
  handlerName: { path: WHO }
  opinion: { path: OPINION, when: { path: NODESTATE, in: ['02'] } }
order: [[startedAt, endedAt]]
sample: { PROJID: P1, ORGBUSNO: O1, SN: 1, NODENAME: 受理, NODESTATE: '01', START: '2026-01-05 09:00:00' }
examples:
  - { name: plain, given: {}, then: { rowKey: O1/1, revision: 101 } }
`;
/** A row that fits it. */
export const tinyRow = {
  PROJID: 'P1',
  ORGBUSNO: 'O1',
  SN: 1,
  NODENAME: '受理',
  NODESTATE: '01',
  START: '2026-01-05 09:00:00',
};

/** A row as it lies on a raw topic; what a test cares about is overlaid. */
export function rawRow(row: object | string, change: Partial<RawMessage> = {}): RawMessage {
  return {
    source: brandAs('370800.zjj.front'),
    stream: brandAs('step'),
    standard: 'tiny',
    generation: 'A',
    caseNumber: brandAs('P1'),
    hash: 'h',
    readAt: '2026-03-01T00:00:00Z',
    operation: 'put',
    body: typeof row === 'string' ? row : JSON.stringify(row),
    position: { topic: 'hub.raw.370800.zjj.front', partition: 0, offset: 7n },
    ...change,
  };
}
