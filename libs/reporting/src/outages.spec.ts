import { expect, test } from '@jest/globals';
import { findOutages } from './outages.js';
import type { ProcessRow } from './sql/select-processes.js';

const fine = { name: 'consumer', ready: true, sentence: '正常' };
const row: ProcessRow = {
  name: 'normalise',
  seenAt: new Date('2026-03-02T01:00:00Z'),
  stoppedAt: null,
  silentSeconds: 3,
  checks: [fine],
};
const said = (...rows: readonly ProcessRow[]): readonly string[] =>
  findOutages(rows).map(({ sentence }) => sentence);

test('a process that says that it works is no outage, also beside one of its name that was killed', () => {
  expect(said(row)).toEqual([]);
  expect(said(row, { ...row, silentSeconds: 900 })).toEqual([]);
  expect(said()).toEqual([]);
});

test('a process that was killed, one that stopped in order and one that lost its server are told apart', () => {
  expect(said({ ...row, silentSeconds: 21 })).toEqual([
    '归一进程自 2026-03-02 09:00:00 起没有心跳，可能已中断或连不上数据库',
  ]);
  expect(said({ ...row, stoppedAt: row.seenAt })).toEqual([
    '归一进程已于 2026-03-02 09:00:00 停止，没有在运行',
  ]);
  const lost = { name: 'broker', ready: false, sentence: '消息队列连接中断' };
  expect(said({ ...row, checks: [fine, lost] })).toEqual(['归一进程未就绪：消息队列连接中断']);
});

test('a source at fault is no outage of the process that reads it', () => {
  const denied = { name: '370800.zjj.front', ready: false, sentence: '账号被拒绝' };
  expect(said({ ...row, name: 'collect', checks: [fine, denied] })).toEqual([]);
});
