import { kindDefinition, standardColumns } from '#base/model';
import type { MapOutcome, Queryable, RecordToPut, SourceDefinition } from '#base/contracts';
import { hashed, rawOf } from '#libs/intake';
import { mapperOfStream, mapWith, type SourceRules, type Standards } from '#libs/mapping';
import { weighRecords, type PutVerdict } from '#libs/records';
import { fieldViews, maskedBody } from '#libs/reporting';
import type { PreviewRow } from './preview.js';
import type { StreamSample } from './read-sample.js';

/** Rows as people may see them, and the records that would change something. */
export interface WeighedSample {
  readonly rows: readonly PreviewRow[];
  readonly puts: readonly { readonly put: RecordToPut; readonly verdict: PutVerdict }[];
}

/** A source with everything its rows are mapped by. */
export interface MappingGround {
  readonly source: SourceDefinition;
  readonly standards: Standards;
  readonly codes: SourceRules['codes'];
}

interface Mapped {
  readonly row: Omit<PreviewRow, 'verdict'>;
  readonly put: RecordToPut | null;
}

/** Maps the rows as normalise would and compares them with the unified tables. */
export async function weighSample(
  database: Queryable,
  { source, standards, codes }: MappingGround,
  samples: readonly StreamSample[],
  at: Date,
): Promise<WeighedSample> {
  const mapped = samples.flatMap((sample) => mapSample({ source, standards, codes }, sample, at));
  const puts = mapped.flatMap(({ put }) => put ?? []);
  const weighed = await weighRecords(database, source.id, puts);
  const verdicts = new Map(puts.map((put, place) => [put, weighed[place] ?? 'unchanged']));
  return {
    rows: mapped.map(({ row, put }) => ({
      ...row,
      verdict: put === null ? 'rejected' : (verdicts.get(put) ?? 'unchanged'),
    })),
    puts: [...verdicts].map(([put, verdict]) => ({ put, verdict })),
  };
}

function mapSample(
  { source, standards, codes }: MappingGround,
  { stream, rows }: StreamSample,
  at: Date,
): readonly Mapped[] {
  const lookup = mapperOfStream(standards, source, stream, codes);
  const readColumns = lookup.found ? lookup.mapper.columns : [];
  return rows.map((row, place) => {
    const { body: bytes, ...raw } = rawOf(source, stream.name, hashed(row), at.toISOString());
    const body = bytes.toString();
    // Where it would lie on its topic is not known: nothing is published.
    const position = { topic: '', partition: 0, offset: BigInt(place) };
    const outcome = mapWith(standards, { definition: source, codes }, { ...raw, body, position });
    const seen = { stream: stream.name, caseNumber: raw.caseNumber, raw: maskedBody(body), readColumns };
    if (outcome.outcome === 'parked') {
      const nothing = { kind: stream.kind, mapped: [], revision: null, findings: [], fault: outcome.fault };
      return { row: { ...seen, ...nothing }, put: null };
    }
    const { hash, readAt } = raw;
    const { record } = outcome;
    const put = { record, vanished: false, position, hash, body: bytes, stream: stream.name, readAt };
    return { row: { ...seen, ...viewOf(outcome) }, put };
  });
}

function viewOf({
  record,
}: Extract<MapOutcome, { readonly outcome: 'mapped' }>): Pick<
  PreviewRow,
  'kind' | 'mapped' | 'revision' | 'findings' | 'fault'
> {
  const kind = kindDefinition(record.kind);
  const values = Object.fromEntries(
    kind.fields.map(({ column }, place) => [column, record.values[place] ?? null]),
  );
  const columns = new Map(kind.fields.map(({ name, standard }) => [name, standardColumns(standard)]));
  return {
    kind: kind.name,
    mapped: fieldViews(kind, values).map((view) => ({ ...view, columns: columns.get(view.name) ?? [] })),
    revision: record.revision,
    findings: record.findings.map(({ sentence }) => sentence),
    fault: null,
  };
}
