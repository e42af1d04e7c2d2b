import { expect, test } from '@jest/globals';
import { ladderLines } from './case-ladder.js';

const at = '2026-03-16T01:00:00.000Z';
const fired = {
  step: 2,
  plannedAt: at,
  firedAt: at,
  contact: null,
  addressees: ['370800.zjj', '370800.xzspj'],
} as const;
const next = { offset: 5, unit: 'workingDay', action: 'supervise', target: 'leader', colour: 'red' } as const;

test('steps taken and the next one are lines one can read', () => {
  const taken = [
    {
      ...fired,
      action: 'remind',
      target: 'liaison',
      contact: '市政科',
      colour: null,
      addressees: [],
      told: 'overtaken',
    },
    { ...fired, action: 'supervise', target: 'centre', colour: 'yellow', told: 'message' },
  ] as const;
  const time = { state: 'at', at: new Date('2026-03-18T01:00:00Z') } as const;
  expect(ladderLines({ deliveryId: 'd', expects: 'claimed', taken, next: { ...next, time } })).toEqual([
    '阶梯（认领）：2026-03-16 09:00:00 提醒联络员（市政科），已过期限，未再提醒',
    '阶梯（认领）：2026-03-16 09:00:00 督办审批中心，黄牌 → 370800.zjj、370800.xzspj',
    '阶梯（认领）：下一步 2026-03-18 09:00:00 督办分管领导，红牌',
  ]);
});

test('a step beyond the published calendar says which year is missing', () => {
  const time = { state: 'no-official-calendar', year: 2027 } as const;
  expect(ladderLines({ deliveryId: 'd', expects: 'answered', taken: [], next: { ...next, time } })).toEqual([
    '阶梯（反馈）：下一步 督办分管领导，红牌（2027 年尚无官方日历，暂不能定时间）',
  ]);
});
