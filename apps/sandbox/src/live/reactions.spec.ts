import { brandAs, receiptTypes } from '#base/contracts';
import { toEventHeaders } from '#base/kafka';
import { checkMessageBody } from '#base/model';
import { expect, test } from '@jest/globals';
import { diceOf } from '../generator/index.js';
import { readLetter } from './letter.js';
import { reactTo, type ActFacts, type Letter } from './reactions.js';
import { replyBody } from './reply-body.js';

const facts: ActFacts = {
  messageId: '019aaf00-0000-7000-8000-000000000001',
  key: '080801265000001',
  licenceNumber: '370800202611230000001',
  licenceName: '样例许可证',
  holder: '样例有限公司',
};
const letter: Letter = {
  kind: 'license-decision',
  change: 'granted',
  expects: ['received', 'claimed'],
  facts,
};
const prompt = { latePercent: 0, neverPercent: 0 };
const conducts = Array.from({ length: 400 }, (_, at) => reactTo(letter, prompt, diceOf(String(at))));

test('whatever a department replies satisfies the schema of its kind', () => {
  const now = new Date('2026-11-23T02:00:00Z');
  for (let at = 0; at < 40; at += 1) {
    const about = { ...facts, messageId: `019aaf00-0000-7000-8000-0000000000${10 + at}` };
    for (const known of [about, { ...about, licenceNumber: null, licenceName: null, holder: null }]) {
      for (const act of receiptTypes)
        expect(checkMessageBody('receipt', replyBody(act, known, '样例局', now))).toEqual({ valid: true });
      for (const act of ['check-result', 'penalty-feedback', 'permit-change-opinion'] as const)
        expect(checkMessageBody(act, replyBody(act, known, '样例局', now))).toEqual({ valid: true });
      for (const act of ['support-scheduled', 'support-completed'] as const)
        expect(checkMessageBody('tech-support-result', replyBody(act, known, '样例局', now))).toEqual({
          valid: true,
        });
    }
  }
});

test('most licences are claimed within seconds, a few are returned and then nothing else is done about them', () => {
  const returned = conducts.filter((conduct) => conduct.some(({ act }) => act === 'returned'));
  const claimed = conducts.filter((conduct) => conduct.some(({ act }) => act === 'claimed'));
  expect(returned.length).toBeGreaterThan(0);
  expect(returned.length).toBeLessThan(30);
  expect(returned.every((conduct) => conduct.length === 1)).toBe(true);
  expect(claimed.length + returned.length).toBe(400);
});

test('some licences bring findings, penalties and opinions', () => {
  const seen = new Set(conducts.flat().map(({ act }) => act));
  expect([...seen].sort()).toEqual([
    'check-result',
    'claimed',
    'penalty-feedback',
    'permit-change-opinion',
    'returned',
  ]);
});

test('nothing is claimed where no claim is expected, and a voided licence brings no findings', () => {
  const onDelivery = reactTo({ ...letter, expects: ['received'] }, prompt, diceOf('1'));
  expect(onDelivery.some(({ act }) => act === 'claimed')).toBe(false);
  const voided = reactTo({ ...letter, change: 'voided' }, prompt, diceOf('1'));
  expect(voided.map(({ act }) => act)).toEqual(['claimed']);
});

test('who has the main duty for technical support says when it comes and then what it found; who assists only signs', () => {
  const asked = { ...letter, kind: 'tech-support-request', change: null };
  const main = reactTo({ ...asked, expects: ['received', 'answered'] }, prompt, diceOf('1'));
  expect(main.map(({ act }) => act)).toEqual(['support-scheduled', 'support-completed']);
  expect(reactTo({ ...asked, expects: ['received'] }, prompt, diceOf('1'))).toEqual([]);
});

test('a message of the hub is read with what it expects, anything else is left alone', () => {
  const headers = toEventHeaders({
    id: brandAs(facts.messageId),
    type: 'cn.gov.sd.feedback.license-decision.v1',
    source: '370800.xzspj',
    subject: facts.key,
    time: new Date('2026-11-23T02:00:00Z'),
    dataSchema: 'urn:x',
    deadline: null,
    receipts: ['received', 'claimed'],
    supersedes: null,
    inReplyTo: null,
    traceparent: null,
  });
  const body = {
    change: 'granted',
    licence: { name: facts.licenceName, number: facts.licenceNumber },
    applicant: { name: facts.holder },
  };
  const message = {
    offset: 0n,
    key: facts.key,
    value: Buffer.from(JSON.stringify(body)),
    headers,
    timestamp: 0,
  };
  expect(readLetter(message)).toEqual(letter);
  expect(readLetter({ ...message, value: Buffer.from('no json') })).toBeNull();
  expect(readLetter({ ...message, headers: {} })).toBeNull();
});
