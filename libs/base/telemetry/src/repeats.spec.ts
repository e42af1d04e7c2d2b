import { expect, test } from '@jest/globals';
import { openTelemetry } from './index.js';

test('on the terminal a warning that strikes many places is told once in ten seconds, with the number kept back', () => {
  const lines: string[] = [];
  let now = Date.parse('2026-03-02T01:02:03Z');
  const { log } = openTelemetry({
    process: 'relay',
    log: { file: '', level: 'info' },
    clock: { now: () => new Date(now) },
    secrets: [],
    terminal: (line) => lines.push(line),
  });
  for (const partition of [0, 1, 2]) log.warn('数据库暂时连不上', { partition });
  log.warn('数据库暂时连不上', { source: '370800.zjj.front' });
  log.error('数据库暂时连不上');
  log.error('数据库暂时连不上');
  now += 10_000;
  log.warn('数据库暂时连不上', { partition: 1 });
  expect(lines.map((line) => line.replace(/^\S+ /, ''))).toEqual([
    '注意 relay 数据库暂时连不上（分区 0）',
    '注意 relay 数据库暂时连不上（来源 370800.zjj.front）',
    '故障 relay 数据库暂时连不上',
    '故障 relay 数据库暂时连不上',
    '注意 relay 数据库暂时连不上（此前同样的提示另有 2 次）（分区 1）',
  ]);
});
