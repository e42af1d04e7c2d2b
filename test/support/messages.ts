import { randomUUID } from 'node:crypto';
import { brandAs, type PlannedMessage } from '#base/contracts';

/** A complete message to the housing bureau; what a test cares about is overlaid. */
export function plannedMessage(change: Partial<PlannedMessage> = {}): PlannedMessage {
  return {
    id: brandAs(randomUUID()),
    deliveryId: brandAs(randomUUID()),
    kind: 'license-decision',
    region: brandAs('370800'),
    from: { region: brandAs('370800'), department: brandAs('xzspj') },
    to: { region: brandAs('370800'), department: brandAs('zjj') },
    key: 'CASE-1',
    about: { source: brandAs('370800.zjj.front'), caseNumber: brandAs('CASE-1') },
    item: brandAs('XK-1'),
    clause: { id: 'c1', version: 1 },
    claimMode: 'explicit',
    receipts: ['received', 'claimed'],
    deadlines: [
      {
        expects: 'claimed',
        limit: { amount: 2, unit: 'workingDay' },
        due: { state: 'due', at: new Date('2036-11-25T15:59:59.999Z'), calendarVersion: 'test' },
        urgeAt: new Date('2036-11-25T01:00:00Z'),
      },
    ],
    body: { change: 'granted', text: '引号"、反斜线\\、逗号,' },
    supersedes: null,
    inReplyTo: null,
    createdAt: new Date('2026-11-23T02:00:00Z'),
    ...change,
  };
}
