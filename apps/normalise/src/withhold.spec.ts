import { expect, test } from '@jest/globals';
import { brandAs, type CaseFacts, type RecordToPut, type StreamName } from '#base/contracts';
import { decideRoutes, type ToldMessage } from '#libs/routing';
import type { WithheldRow } from '#libs/sending';
import {
  clauseTo,
  firstTold,
  granted,
  messagesOf,
  policyWith,
  routeInput,
  withResult,
} from '../../../test/support/routing-case.js';
import type { Entry } from './map-batch.js';
import { cutByQuiet, quietCases } from './quiet-cases.js';
import { decideWithheld } from './withhold.js';

const both = policyWith([clauseTo('zjj'), clauseTo('scjgj')]);
const housing = policyWith([clauseTo('zjj')]);
const voided: Partial<CaseFacts> = { result: 'VOIDED', state: 'VOIDED', removed: true };

const decided = (
  facts: Partial<CaseFacts>,
  told: readonly ToldMessage[],
  withheld: readonly ToldMessage[],
  quiet?: string,
  policy = housing,
) => {
  const rows = withheld.map((row): WithheldRow => ({
    ...row,
    caseNumber: granted.caseNumber,
    reason: 'first-load',
  }));
  const outcome = decideWithheld((of) => decideRoutes(routeInput(facts, of, policy)), told, rows, quiet);
  const words = (messages: ReturnType<typeof messagesOf>): readonly string[] =>
    messages.map(
      ({ to, body, supersedes }) =>
        `${to.department} ${String(body['change'])}${supersedes === null ? '' : ' again'}`,
    );
  return {
    told: words(messagesOf(outcome.decision)),
    withheld: words(outcome.withheld.map(({ message }) => message)),
    settles: outcome.settles,
  };
};

test.each<[string, ReturnType<typeof decided>, Partial<ReturnType<typeof decided>>]>([
  ['a quiet grant is withheld', decided({}, [], [], 'first-load'), { told: [], withheld: ['zjj granted'] }],
  ['a live grant is told', decided({}, [], []), { told: ['zjj granted'], withheld: [], settles: false }],
  [
    'a withheld grant that is looked at again stays withheld',
    decided({}, [], firstTold()),
    { told: [], withheld: ['zjj granted'] },
  ],
  [
    'a live correction of a withheld grant tells nobody',
    decided(withResult({ approvalNumber: 'x' }), [], firstTold()),
    { told: [], withheld: ['zjj granted'] },
  ],
  [
    'a live void of a withheld grant tells nobody, and nothing is owed any more',
    decided(voided, [], firstTold()),
    { told: [], withheld: [], settles: true },
  ],
  [
    'a new licence after a withheld one is told, as a first message',
    decided(withResult({ licenceNumber: 'A-2' }), [], firstTold()),
    { told: ['zjj granted'], withheld: [] },
  ],
  [
    'a department named since is told, the other stays withheld',
    decided({}, [], firstTold(), undefined, both),
    { told: ['scjgj granted'], withheld: ['zjj granted'] },
  ],
  [
    'a quiet void of what was told is withheld',
    decided(voided, firstTold(), [], 'backfill-1'),
    { told: [], withheld: ['zjj voided again'] },
  ],
  [
    'a live void of what was told is told, whatever a backfill withheld',
    decided(voided, firstTold(), firstTold()),
    { told: ['zjj voided again'], withheld: [] },
  ],
  [
    'an incomplete case leaves what was withheld as it is',
    decided({ region: null }, [], firstTold()),
    { told: [], withheld: [], settles: false },
  ],
])('%s', (_, found, expected) => {
  expect(found).toMatchObject(expected);
});

const entry = (offset: bigint, caseNumber: string, quiet?: string): Entry => {
  const record = { caseNumber: brandAs(caseNumber) } as RecordToPut['record'];
  const position = { topic: 't', partition: 0, offset };
  const put = { record, position, vanished: false, hash: '', body: new Uint8Array(), readAt: '' };
  return {
    offset,
    put: { ...put, stream: brandAs<StreamName>('result') },
    ...(quiet === undefined ? {} : { quiet }),
  };
};

test('a batch is cut where a case turns from quiet to loud, and nowhere else', () => {
  const loud = [entry(0n, 'A'), entry(1n, 'A')];
  expect(cutByQuiet(loud)).toEqual([loud]);
  const mixed = [entry(0n, 'A', 'q'), entry(1n, 'B'), entry(2n, 'A', 'q'), entry(3n, 'A'), entry(4n, 'B')];
  expect(cutByQuiet(mixed).map((piece) => piece.map(({ offset }) => Number(offset)))).toEqual([
    [0, 1, 2],
    [3, 4],
  ]);
  expect([...quietCases(mixed.slice(0, 3))]).toEqual([['A', 'q']]);
});
