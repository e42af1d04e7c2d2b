import { expect, test } from '@jest/globals';
import { brandAs, kindRules, messageKinds, type DepartmentRef, type MessageKind } from '#base/contracts';
import { messageSchemas } from '#base/model';
import { answersOriginal, objectTo, type SenderRights } from './judge-message.js';
import type { KnownDelivery } from './known-delivery.js';
import type { DepartmentReply } from './read-reply.js';

const ref = (department: string): DepartmentRef => ({
  region: brandAs('370800'),
  department: brandAs(department),
});
const [bureau, housing, traffic, stranger] = [ref('xzspj'), ref('zjj'), ref('jtysj'), ref('nobody')];

const rights: SenderRights = {
  party: ({ department }) => {
    if (department === bureau.department) return 'approval';
    return department === stranger.department ? null : 'supervision';
  },
  mayTell: (from, to) => from.department !== traffic.department && to.department !== traffic.department,
};

const saying = (kind: MessageKind, change: Partial<DepartmentReply> = {}): DepartmentReply => ({
  type: 'message',
  eventId: 'e1',
  eventType: '',
  messageId: null,
  kind,
  subject: 'CASE-1',
  statedSubject: null,
  writtenAt: null,
  recipient: null,
  body: { ...messageSchemas[kind].examples[0] },
  ...change,
});

const original: KnownDelivery = {
  deliveryId: 'd1',
  messageId: 'm1',
  kind: 'tech-support-request',
  region: brandAs('370800'),
  from: bureau,
  to: housing,
  key: 'CASE-1',
  about: null,
  item: null,
  inReplyTo: null,
  createdAt: new Date('2026-11-23T02:00:00Z'),
  state: 'received',
  deadlines: [],
};

test.each(messageKinds)(
  '%s is said only by whom its rule names, and by nobody the policy does not know',
  (kind) => {
    for (const from of [bureau, housing]) {
      const party = rights.party(from);
      const allowed = party !== null && kindRules[kind].senders.includes(party);
      expect(objectTo(saying(kind), original, from, rights)?.outcome ?? null).toBe(
        allowed ? null : 'not-allowed',
      );
    }
    expect(objectTo(saying(kind), original, stranger, rights)).toMatchObject({
      code: 'HUB_REPLY_NOT_ALLOWED',
    });
  },
);

test.each<readonly [string, DepartmentReply, DepartmentRef, object | null]>([
  ['a result without its request', saying('tech-support-result'), housing, { field: 'ce_inreplyto' }],
  [
    'an answer to no opinion',
    saying('permit-change-opinion', { body: { reply: '采纳' } }),
    bureau,
    { field: 'ce_inreplyto' },
  ],
  [
    'an attendance at no meeting',
    saying('notice', { body: { attending: true } }),
    housing,
    { field: 'ce_inreplyto' },
  ],
  [
    'a request to nobody',
    saying('tech-support-request'),
    bureau,
    { field: 'ce_recipient', outcome: 'malformed' },
  ],
  [
    'a notice of the bureau to nobody',
    saying('notice'),
    bureau,
    { field: 'ce_recipient', outcome: 'malformed' },
  ],
  ['a request to a bound department', saying('tech-support-request', { recipient: housing }), bureau, null],
  [
    'a request to a department without a memorandum',
    saying('tech-support-request', { recipient: traffic }),
    bureau,
    { outcome: 'not-allowed', field: 'ce_recipient' },
  ],
  ['a document of a department', saying('document-sync'), housing, null],
])('%s', (_, reply, from, objection) => {
  const found = objectTo(reply, null, from, rights);
  if (objection === null) expect(found).toBeNull();
  else expect(found).toMatchObject(objection);
});

test('what answers a kind is what its rule names, and a support that is only under way answers nothing', () => {
  expect(answersOriginal('license-decision', 'check-result', {})).toBe(true);
  expect(answersOriginal('license-decision', 'document-sync', {})).toBe(false);
  const stages = ['SCHEDULED', 'EXTENSION', 'COMPLETED', 'DECLINED'];
  expect(
    stages.map((stage) => answersOriginal('tech-support-request', 'tech-support-result', { stage })),
  ).toEqual([false, false, true, true]);
});
