import { brandAs, type CaseNumber, type CaseRef, type Queryable, type SourceId } from '#base/contracts';
import { kindList } from '#base/model';
import { listParked, type ParkedEntry } from './list-parked.js';
import { recordView, type RecordView } from './record-view.js';
import type { ReportStore } from './report-store.js';
import { selectBreaches, type BreachEntry } from './sql/select-breaches.js';
import { selectCaseDeliveries, type CaseDelivery } from './sql/select-case-deliveries.js';
import { selectCaseFindings, type FindingEntry } from './sql/select-case-findings.js';
import { selectCaseHistory, type HistoryEntry } from './sql/select-case-history.js';
import { selectCaseRecords } from './sql/select-case-records.js';
import { selectCaseStatus, type CaseStatusRow } from './sql/select-case-status.js';
import { selectLadders, type LadderEntry } from './sql/select-ladders.js';
import { selectDeliveryEvents, type DeliveryEvent } from './sql/select-delivery-events.js';

/** A message about the case with everything that happened to it. */
export interface CaseMessage extends CaseDelivery {
  readonly events: readonly DeliveryEvent[];
  /** The deadlines that climb a ladder, with the steps taken. */
  readonly ladders: readonly LadderEntry[];
}

/** The whole life of a case in one source; `status` is null while all its rows are parked. */
export interface CaseLife {
  readonly source: string;
  readonly caseNumber: string;
  readonly status: CaseStatusRow | null;
  readonly history: readonly HistoryEntry[];
  readonly records: readonly RecordView[];
  readonly findings: readonly FindingEntry[];
  readonly parked: readonly ParkedEntry[];
  readonly messages: readonly CaseMessage[];
  /** Supervision records that found a breach of its licence, or may have. */
  readonly breaches: readonly BreachEntry[];
}

const everyState = ['parked', 'releasing', 'released', 'discarded'];
const mostParked = 200;

/** The lives of the cases with this number, one a source; personal data is masked unless it is to be revealed. */
export async function readCase(
  { database, plane }: ReportStore,
  caseNumber: CaseNumber,
  { reveal }: { readonly reveal: boolean } = { reveal: false },
): Promise<readonly CaseLife[]> {
  const statuses = await selectCaseStatus(database, caseNumber);
  const parked = await listParked(plane, { caseNumber, states: everyState, limit: mostParked });
  const unread = parked.filter(({ cause }) => !ofDepartment(cause));
  const sources = new Set([...statuses, ...unread].map(({ source }) => source));
  const lives: CaseLife[] = [];
  for (const source of [...sources].sort()) {
    const status = statuses.find((each) => each.source === source) ?? null;
    const own = parked.filter((each) => each.source === source || ofDepartment(each.cause));
    const about = { source: brandAs<SourceId>(source), caseNumber };
    lives.push({ ...(await readLife(database, about, reveal)), status, parked: own });
  }
  return lives;
}

/** A reply or a message that waits names the department it concerns, not a source: it belongs to every life of the number. */
function ofDepartment(cause: string): boolean {
  return cause === 'receipt' || cause === 'publish';
}

async function readLife(
  database: Queryable,
  about: CaseRef,
  reveal: boolean,
): Promise<Omit<CaseLife, 'status' | 'parked'>> {
  const records: RecordView[] = [];
  for (const kind of kindList) {
    const rows = await selectCaseRecords(database, kind, about);
    records.push(...rows.map((row) => recordView(kind, row, reveal)));
  }
  const history = await selectCaseHistory(database, about);
  const findings = await selectCaseFindings(database, about);
  const deliveries = await selectCaseDeliveries(database, about);
  const ids = deliveries.map(({ deliveryId }) => deliveryId);
  const events = await selectDeliveryEvents(database, ids);
  const ladders = await selectLadders(database, ids);
  const messages = deliveries.map((each) => ({
    ...each,
    events: events.filter(({ deliveryId }) => deliveryId === each.deliveryId),
    ladders: ladders.filter(({ deliveryId }) => deliveryId === each.deliveryId),
  }));
  const breaches = await selectBreaches(database, { states: null, id: null, number: null, about });
  return { ...about, history, records, findings, messages, breaches };
}
