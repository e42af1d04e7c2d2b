import { expect, test } from '@jest/globals';
import { brandAs, HubError, type KindName, type MapOutcome, type RawMessage } from '#base/contracts';
import { fieldIndex } from '#base/model';
import { rawRow } from '../../../test/support/tiny-standard.js';
import { compileStandards } from './standards.js';

const step = (stream: string, rowKey: string, fields = ''): string => `
standard: tiny
generation: A
kind: step
stream: ${stream}
title: tiny
caseNumber: flowsn
rowKey: ${rowKey}
revision: [{ time: at }]
removed: [{ path: op, in: [D] }]
zone: Asia/Shanghai
fillers: []
fields:
  stepNumber: { constant: 1 }
  stepName: { path: type, codes: { '1': 接件, '2': 受理 } }
  stepState: { constant: DONE }
  startedAt: { path: at }
${fields}
sample: { flowsn: F1 }
examples: [{ name: none, given: {}, then: {} }]
`;
const row = { flowsn: 'F1', type: '1', at: '2026-03-03 14:00:00', who: '示例 公司' };

function raw(body: object): RawMessage {
  return rawRow(body, { caseNumber: brandAs('F1'), stream: brandAs('arrival') });
}

function mapped(text: string, body: object, kind: KindName = 'step'): MapOutcome {
  const lookup = compileStandards([{ path: 'tiny.yaml', text }]).mapperFor(
    'tiny',
    'A',
    kind,
    undefined,
    'arrival',
  );
  if (!lookup.found) throw new Error(lookup.fault.sentence);
  return lookup.mapper.map(raw(body));
}

test('several messages that become one kind each have their document, found by the stream', () => {
  const standards = compileStandards([
    { path: 'arrival.yaml', text: step('arrival', '[{ constant: arrival }]') },
    { path: 'departure.yaml', text: step('departure', '[{ constant: departure }]') },
  ]);
  const lookup = standards.mapperFor('tiny', 'A', 'step', undefined, 'departure');
  expect(lookup.found && lookup.mapper.map(raw(row))).toMatchObject({ record: { rowKey: 'departure' } });
});

test('a stream without its document is a fault that names the streams there are, never a guess', () => {
  const standards = compileStandards([{ path: 'arrival.yaml', text: step('arrival', '[type]') }]);
  const lookup = standards.mapperFor('tiny', 'A', 'step', undefined, 'other');
  expect(lookup).toMatchObject({ found: false, fault: { code: 'HUB_STREAM_UNKNOWN' } });
  expect(JSON.stringify(lookup)).toContain('arrival');
});

test('a name in a row key is only there as a digest, the same for every writing of it', () => {
  const text = step('arrival', '[{ digest: [who] }]');
  const [one, other] = ['示例 公司', '示例公司'].map((who) => mapped(text, { ...row, who }));
  expect(one).toEqual(other);
  expect(one).toMatchObject({ record: { rowKey: expect.stringMatching(/^[0-9a-f]{16}$/) } });
  expect(mapped(text, { ...row, who: '' })).toMatchObject({ fault: { code: 'HUB_FIELD_MISSING' } });
});

test('where there is no version the later time is the higher revision', () => {
  const text = step('arrival', '[type]');
  const revisions = ['2026-03-03 14:00:00', '2026-03-03T14:00:00.05+08:00', '2026/3/4'].map((at) => {
    const outcome = mapped(text, { ...row, at });
    return outcome.outcome === 'mapped' ? outcome.record.revision : Number.NaN;
  });
  expect(revisions).toEqual([177251760000, 177251760005, 177255360000]);
});

test('column names in upper case are understood where the standard prints them in lower case', () => {
  const shouted = Object.fromEntries(Object.entries(row).map(([name, cell]) => [name.toUpperCase(), cell]));
  expect(mapped(step('arrival', '[type]'), shouted)).toMatchObject({ record: { rowKey: '1' } });
});

test('a text field may be put into words by a table, and an unknown code is never passed on', () => {
  const outcome = mapped(step('arrival', '[type]'), row);
  expect(outcome.outcome === 'mapped' && outcome.record.values[fieldIndex('step', 'stepName')]).toBe('接件');
  expect(mapped(step('arrival', '[type]'), { ...row, type: '7' })).toMatchObject({
    outcome: 'parked',
    fault: { code: 'HUB_CODE_UNKNOWN' },
  });
});

test('a table of words with anything but words is refused', () => {
  const text = step('arrival', '[type]', '  opinion: { path: who, codes: { x: 1 } }');
  expect(() => mapped(text, row)).toThrow(HubError);
});

test('moments written in different ways are compared as moments', () => {
  const text = step('arrival', '[type]', '  endedAt: { path: end }').replace(
    'sample:',
    'order: [[startedAt, endedAt]]\nsample:',
  );
  const findings = (end: string): unknown =>
    JSON.stringify(mapped(text, { ...row, at: 1772517600000, end })).includes('ORDER_FAULT');
  expect([findings('2026-03-03 14:00:00'), findings('2026-03-03 13:59:59')]).toEqual([false, true]);
});
