import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { personalColumns } from '#base/model';
import { runExamples } from './examples.js';
import { compileStandards } from './standards.js';

const root = new URL('../../../../config/standards/', import.meta.url);
const texts = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.yaml'))
  .map((path) => ({ path, text: readFileSync(new URL(path, root), 'utf8') }));
const standards = compileStandards(texts);

test('the Shandong front standard has five streams in each of two generations', () => {
  const keys = standards.entries
    .map(({ mapper }) => `${mapper.standard}/${mapper.generation}/${mapper.kind}`)
    .filter((key) => key.startsWith('shandong-front/'));
  const kinds = ['acceptance', 'application', 'result', 'specialProcedure', 'step'];
  expect(keys.sort()).toEqual(
    ['A', 'B'].flatMap((generation) => kinds.map((kind) => `shandong-front/${generation}/${kind}`)),
  );
});

test.each(standards.entries.map((entry) => [entry.path, entry] as const))(
  'every example of %s comes out as it says',
  (_, entry) => {
    expect(runExamples(entry)).toEqual([]);
  },
);

test.each(standards.entries.map((entry) => [entry.path, entry] as const))(
  'the examples of %s show at least one record mapped and two parked',
  (_, entry) => {
    const parked = entry.document.examples.filter(({ expected }) => expected.parked !== undefined);
    expect(parked.length).toBeGreaterThanOrEqual(2);
    expect(entry.document.examples.length).toBeGreaterThan(parked.length);
  },
);

test('every column a document reads personal data from is masked where raw bodies are shown', () => {
  const columns = standards.entries.flatMap(({ mapper }) =>
    Object.entries(mapper.masks).flatMap(([column, personal]) => (personal === 'secret' ? [] : [column])),
  );
  expect(columns.filter((column) => !personalColumns.has(column.toUpperCase()))).toEqual([]);
});

test('results 1 and 6 mean different things in the two generations', () => {
  const codes = standards.entries
    .filter(({ mapper }) => mapper.standard === 'shandong-front' && mapper.kind === 'result')
    .map(({ document }) => ['1', '6'].map((raw) => document.codes?.['doneResult']?.[raw]));
  expect(codes).toEqual([
    ['WITHDRAWN_OR_ABANDONED', 'CLOSED_OTHER'],
    ['REFUSED', 'NOT_ACCEPTED'],
  ]);
});
