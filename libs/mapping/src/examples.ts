import {
  brandAs,
  toCaseNumber,
  type MapOutcome,
  type MappedRecord,
  type RawMessage,
  ownField,
} from '#base/contracts';
import { fieldIndex } from '#base/model';
import type { MappingExample } from './document.js';
import type { StandardEntry } from './standards.js';

/** An example of a document that does not come out as it says. */
export interface ExampleFailure {
  readonly path: string;
  readonly example: string;
  readonly problem: string;
}

/** Runs the examples of a document: its sample row with the example's columns laid over it, null taking a column away. */
export function runExamples(entry: StandardEntry): readonly ExampleFailure[] {
  const { path, document, mapper } = entry;
  return document.examples.flatMap((example) => {
    const outcome = mapper.map(asRaw(entry, example));
    return differences(outcome, example).map((problem) => ({ path, example: example.name, problem }));
  });
}

function asRaw({ document }: StandardEntry, example: MappingExample): RawMessage {
  const row = { ...document.sample, ...example.given };
  return {
    source: brandAs('370800.example.front'),
    stream: brandAs(document.kind),
    standard: document.standard,
    generation: document.generation,
    caseNumber: toCaseNumber(String(ownField(row, document.caseNumber) ?? '')),
    hash: 'example',
    readAt: '2026-01-01T00:00:00Z',
    operation: 'put',
    body: JSON.stringify(row),
    position: { topic: 'example', partition: 0, offset: 0n },
  };
}

function differences(outcome: MapOutcome, { expected }: MappingExample): readonly string[] {
  if (outcome.outcome === 'parked') {
    const { code, field } = outcome.fault;
    return [...compare('parked', expected.parked, code), ...compare('field', expected.field, field)];
  }
  if (expected.parked !== undefined) return [`应隔离为 ${expected.parked}，实际已映射`];
  return recordDifferences(outcome.record, expected);
}

function recordDifferences(record: MappedRecord, expected: MappingExample['expected']): readonly string[] {
  const fields = Object.entries(expected.fields ?? {}).flatMap(([name, wanted]) =>
    compare(name, wanted, record.values[fieldIndex(record.kind, name)]),
  );
  const originals = Object.entries(expected.originals ?? {}).flatMap(([name, wanted]) =>
    compare(`originals.${name}`, wanted, ownField(record.originals, name)),
  );
  const findings = record.findings.map((finding) => `${finding.code} ${finding.field}`);
  return [
    ...compare('rowKey', expected.rowKey, record.rowKey),
    ...compare('revision', expected.revision, record.revision),
    ...compare('removed', expected.removed, record.removed),
    ...fields,
    ...originals,
    ...compare('findings', (expected.findings ?? []).join('；'), findings.join('；')),
  ];
}

function compare(what: string, wanted: unknown, actual: unknown): readonly string[] {
  if (wanted === undefined && what !== 'parked') return [];
  return wanted === actual ? [] : [`${what} 应为 ${String(wanted)}，实际为 ${String(actual)}`];
}
