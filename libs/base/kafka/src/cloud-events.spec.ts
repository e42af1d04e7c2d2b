import { expect, test } from '@jest/globals';
import { brandAs, type MessageId } from '#base/contracts';
import { noOfficialCalendar, readEventHeaders, toEventHeaders, type OutgoingEvent } from './cloud-events.js';

const event: OutgoingEvent = {
  id: brandAs<MessageId>('01938a3e-0000-7000-8000-000000000001'),
  type: 'cn.gov.sd.feedback.license-decision.v1',
  source: '/370800/xzspj',
  subject: '370800202601010001',
  time: new Date('2026-01-05T01:02:03.456Z'),
  dataSchema: 'license-decision.v1.json',
  deadline: new Date('2026-01-07T15:59:59.999Z'),
  receipts: ['received', 'claimed'],
  supersedes: null,
  inReplyTo: null,
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
};

test('an event written is the event read', () => {
  expect(readEventHeaders(toEventHeaders(event))).toEqual({
    outcome: 'read',
    event: { ...event, recipient: null },
  });
  const open = { ...event, deadline: noOfficialCalendar, receipts: [] } as const;
  expect(readEventHeaders(toEventHeaders(open))).toEqual({
    outcome: 'read',
    event: { ...open, recipient: null },
  });
});

test('absent values leave no header behind', () => {
  expect(Object.keys(toEventHeaders({ ...event, deadline: null, receipts: [], traceparent: null }))).toEqual([
    'ce_specversion',
    'ce_id',
    'ce_type',
    'ce_source',
    'ce_subject',
    'ce_time',
    'ce_dataschema',
    'content-type',
  ]);
});

test('the least a department must write is enough', () => {
  const read = readEventHeaders({ CE_SpecVersion: '1.0', ce_id: 'a', ce_type: 't', ce_source: 's' });
  expect(read.outcome).toBe('read');
});

test('what is missing or malformed is named', () => {
  const good = toEventHeaders(event);
  const examples: readonly (readonly [Record<string, string>, string])[] = [
    [{ ce_id: ' ' }, 'ce_id'],
    [{ ce_specversion: '0.3' }, 'ce_specversion'],
    [{ ce_id: 'x'.repeat(129) }, 'ce_id'],
    [{ ce_time: '2026-01-05 09:00:00' }, 'ce_time'],
    [{ ce_deadline: 'tomorrow' }, 'ce_deadline'],
    [{ ce_receipt: 'received,signed' }, 'ce_receipt'],
    [{ 'content-type': 'text/xml' }, 'content-type'],
  ];
  for (const [change, header] of examples) {
    expect(readEventHeaders({ ...good, ...change })).toMatchObject({ outcome: 'malformed', header });
  }
});
