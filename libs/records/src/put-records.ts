import type { CaseNumber, Finding, RecordToPut, SourceId, SupervisionKey, Tx } from '#base/contracts';
import { kinds } from '#base/model';
import { foldBatch, type Folded } from './fold-batch.js';
import { supervisionKeys } from './read-supervision.js';
import { decisiveKinds } from './weigh-records.js';
import { appendFindings, type FindingRow } from './sql/append-findings.js';
import { appendHistory, type HistoryRow } from './sql/append-history.js';
import { markVanished } from './sql/mark-vanished.js';
import { readHeld, type HeldRow } from './sql/read-held.js';
import { upsertRecords } from './sql/upsert-records.js';

/** What became of the records of a batch. `unified` counts accepted revisions, `unchanged` exact repeats. */
export interface PutResult {
  readonly unified: number;
  readonly unchanged: number;
  /** Cases whose current records changed: the ones whose status must be refreshed. */
  readonly touched: ReadonlySet<CaseNumber>;
  /** Cases in which something changed that a decision may rest on: application, acceptance or result. */
  readonly decisive: ReadonlySet<CaseNumber>;
  /** Records of supervision data that are new or changed. */
  readonly supervision: readonly SupervisionKey[];
}

/**
 * Puts records of one source by revision, one statement per kind: a higher revision replaces, a lower one only enters history,
 * the same revision with other content replaces and is a finding, an exact repeat changes nothing.
 */
export async function putRecords(
  tx: Tx,
  source: SourceId,
  records: readonly RecordToPut[],
  seenAt: Date,
): Promise<PutResult> {
  const touched = new Set<CaseNumber>();
  const decisive = new Set<CaseNumber>();
  const standing: RecordToPut[] = [];
  const findings: FindingRow[] = [];
  let unified = 0;
  let unchanged = 0;
  for (const group of groupByDocument(records)) {
    const settled = await settleGroup(tx, source, group, seenAt);
    const history = settled.filter((row) => row.outcome !== 'unchanged');
    const appended = await appendHistory(tx, source, history, seenAt);
    unified += appended;
    unchanged += settled.length - appended;
    for (const row of settled) {
      if (row.replaced) note(row, touched, decisive);
      if (row.replaced && !kinds[row.put.record.kind].ofCase) standing.push(row.put);
      noteFindings(row, findings);
    }
  }
  await appendFindings(tx, source, findings, seenAt);
  return { unified, unchanged, touched, decisive, supervision: supervisionKeys(standing) };
}

interface SettledRow extends HistoryRow {
  /** The record is now the current one of its key. */
  readonly replaced: boolean;
}

async function settleGroup(
  tx: Tx,
  source: SourceId,
  group: readonly RecordToPut[],
  seenAt: Date,
): Promise<readonly SettledRow[]> {
  const folded = foldBatch(group.filter((put) => !put.vanished));
  const gone = group.filter((put) => put.vanished);
  const settled = await settleFolded(tx, source, folded, seenAt);
  return [...settled, ...(await settleVanished(tx, source, gone, seenAt))];
}

/** A vanished row names its key and nothing else, so its record is marked and keeps what it held. */
async function settleVanished(
  tx: Tx,
  source: SourceId,
  group: readonly RecordToPut[],
  seenAt: Date,
): Promise<readonly SettledRow[]> {
  const [first] = group;
  if (first === undefined) return [];
  const marked = await markVanished(tx, kinds[first.record.kind], source, group, seenAt);
  return group.map((put) => {
    const replaced = marked.has(keyOf(put));
    return { put, outcome: replaced ? 'put' : 'unchanged', checkRepeat: false, replaced };
  });
}

async function settleFolded(
  tx: Tx,
  source: SourceId,
  folded: Folded,
  seenAt: Date,
): Promise<readonly SettledRow[]> {
  const [first] = folded.winners;
  if (first === undefined) return [];
  const kind = kinds[first.record.kind];
  const upserted = await upsertRecords(tx, kind, source, folded.winners, seenAt);
  const complete = upserted.applied === folded.winners.length;
  const held = complete ? new Map<string, HeldRow>() : await readHeld(tx, kind, source, folded.winners);
  const settled = folded.winners.map((put) => settleWinner(put, upserted.conflicts, held.get(keyOf(put))));
  const repeats = folded.repeats.map((put) => ({
    put,
    outcome: 'unchanged' as const,
    checkRepeat: false,
    replaced: false,
  }));
  const losers = folded.losers.map(({ put, conflict }) => ({
    put,
    outcome: conflict ? ('conflict' as const) : ('older' as const),
    checkRepeat: true,
    replaced: false,
  }));
  return [...settled, ...losers, ...repeats];
}

/** `held` is what the table holds now; it is only asked where some winner was not taken. */
function settleWinner(
  put: RecordToPut,
  conflicts: ReadonlySet<string>,
  held: HeldRow | undefined,
): SettledRow {
  if (held === undefined || isOwn(held, put)) {
    const conflict = conflicts.size > 0 && conflicts.has(keyOf(put));
    return { put, outcome: conflict ? 'conflict' : 'put', checkRepeat: false, replaced: true };
  }
  const same = held.revision === BigInt(put.record.revision);
  return { put, outcome: same ? 'unchanged' : 'older', checkRepeat: true, replaced: false };
}

function isOwn(held: HeldRow, { position }: RecordToPut): boolean {
  return (
    held.offset === position.offset && held.partition === position.partition && held.topic === position.topic
  );
}

/** Records of one kind under one mapping document share their scalar columns, so they go in one statement. */
function groupByDocument(records: readonly RecordToPut[]): Iterable<readonly RecordToPut[]> {
  const groups = new Map<string, RecordToPut[]>();
  for (const put of records) {
    const { kind, standard, generation, mappingVersion } = put.record;
    const name = `${kind}\n${standard}\n${generation}\n${mappingVersion}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [put]);
    else group.push(put);
  }
  return groups.values();
}

function note(row: SettledRow, touched: Set<CaseNumber>, decisive: Set<CaseNumber>): void {
  const { record } = row.put;
  // Records of other kinds stand under their own ids, which may equal some case's number.
  if (!kinds[record.kind].ofCase) return;
  touched.add(record.caseNumber);
  if (decisiveKinds.has(record.kind)) decisive.add(record.caseNumber);
}

function noteFindings({ put: { record }, outcome }: SettledRow, findings: FindingRow[]): void {
  if (outcome === 'unchanged') return;
  for (const finding of record.findings) findings.push({ record, finding });
  if (outcome === 'conflict') findings.push({ record, finding: sameRevision });
}

const sameRevision: Finding = {
  code: 'HUB_SAME_REVISION_OTHER_CONTENT',
  field: 'revision',
  sentence: '同一修订号先后报送了不同内容，以后读到的为准；请数据来源部门在更正时提高版本号。',
};

function keyOf({ record }: RecordToPut): string {
  return `${record.caseNumber}\n${record.rowKey}`;
}
