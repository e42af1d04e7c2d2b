import { expect, test } from '@jest/globals';
import { GrantWarnings } from './grant-warnings.js';

const dayMs = 86_400_000;
const end = new Date('2026-07-01T00:00:00+08:00');

function daysBefore(days: number): Date {
  return new Date(end.getTime() - days * dayMs);
}

test('a grant is warned of once 30, 7 and 1 days before its end, and once when it has ended', () => {
  const lines: string[] = [];
  const say = (sentence: string): void => void lines.push(sentence);
  const warnings = new GrantWarnings({ warn: say, error: say });
  const grants = [
    { region: '370800', department: 'zjj', name: 'source.370800.zjj.front.url', expiresAt: end },
  ];
  for (const days of [40, 30.5, 30, 29, 8, 7, 6, 2, 1, 0.5, 0, -1]) warnings.tell(grants, daysBefore(days));
  expect(lines).toEqual([
    expect.stringContaining('还有 30 天到期'),
    expect.stringContaining('还有 7 天到期'),
    expect.stringContaining('还有 1 天到期'),
    expect.stringContaining('已过有效期'),
  ]);
});

test('a grant that was prolonged is quiet until its new end is near', () => {
  const lines: string[] = [];
  const say = (sentence: string): void => void lines.push(sentence);
  const warnings = new GrantWarnings({ warn: say, error: say });
  const grant = { region: '370800', department: 'zjj', name: 'a.b', expiresAt: end };
  warnings.tell([grant], daysBefore(3));
  const later = new Date(end.getTime() + 365 * dayMs);
  warnings.tell([{ ...grant, expiresAt: later }], daysBefore(2));
  warnings.tell([{ ...grant, expiresAt: later }], new Date(later.getTime() - 5 * dayMs));
  expect(lines).toHaveLength(2);
});
