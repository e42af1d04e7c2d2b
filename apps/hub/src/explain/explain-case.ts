import {
  brandAs,
  decisionKinds,
  statusKinds,
  type CaseNumber,
  type Clock,
  type SourceId,
  type Tx,
} from '#base/contracts';
import { deadlinePlanner, openCalendar } from '#libs/calendar';
import { editionNameAt, PolicyReader, type PolicyEdition } from '#libs/catalogue';
import { readStandingFacts } from '#libs/records';
import type { BreachEntry, CaseLife, ReportStore } from '#libs/reporting';
import { explainRoutes, toldByCase, type RouteReason } from '#libs/routing';
import { readTold, readWithheld } from '#libs/sending';

/** Why the departments of a case were told, or not. */
export interface CaseExplanation {
  readonly source: string;
  readonly caseNumber: string;
  /** The edition the answer is given by. */
  readonly edition: string;
  /** The edition that was the newest when the case was decided; null when it was decided before the first was loaded. */
  readonly editionThen: string | null;
  readonly decidedAt: Date | null;
  readonly reasons: readonly RouteReason[];
  /** Every message, with the clause version that chose it and the edition that was the newest then. */
  readonly messages: readonly {
    readonly messageId: string;
    readonly kind: string;
    readonly to: string;
    readonly clause: string | null;
    readonly createdAt: Date;
    readonly edition: string | null;
    readonly state: string;
  }[];
  /** Supervision records about its licence: whether the approval bureau was told of each, and why. */
  readonly breaches: readonly BreachEntry[];
}

/** Explains the case of one source, from what is stored and the policy in force. */
export async function explainCase(
  store: ReportStore,
  life: CaseLife,
  clock: Clock,
): Promise<CaseExplanation> {
  const edition = await new PolicyReader(store.database, clock).current();
  const decidedAt = life.status?.decided_at ?? null;
  const messages = life.messages.map(async (message) => ({
    messageId: message.messageId,
    kind: message.kind,
    to: message.to,
    clause: message.clause,
    createdAt: message.createdAt,
    edition: await editionNameAt(store.database, message.createdAt),
    state: message.state,
  }));
  return {
    source: life.source,
    caseNumber: life.caseNumber,
    edition: edition.snapshot.version,
    editionThen: decidedAt === null ? null : await editionNameAt(store.database, decidedAt),
    decidedAt,
    reasons: await store.database.transaction((tx) => reasonsOf(tx, life, edition, clock)),
    messages: await Promise.all(messages),
    breaches: life.breaches,
  };
}

async function reasonsOf(
  tx: Tx,
  life: CaseLife,
  edition: PolicyEdition,
  clock: Clock,
): Promise<readonly RouteReason[]> {
  const source = brandAs<SourceId>(life.source);
  const caseNumber = brandAs<CaseNumber>(life.caseNumber);
  const [facts] = await readStandingFacts(tx, source, [caseNumber]);
  if (facts === undefined) return [unread(life)];
  const { status } = life;
  const told = await readTold(tx, source, [caseNumber], [...decisionKinds, ...statusKinds]);
  const withheld = await readWithheld(tx, source, [caseNumber], statusKinds);
  return explainRoutes({
    facts,
    told: toldByCase(told).get(caseNumber) ?? [],
    withheld: toldByCase(withheld).get(caseNumber) ?? [],
    policy: edition.snapshot,
    planDeadline: deadlinePlanner(openCalendar(edition.calendar)),
    now: clock.now(),
    newId: () => '',
    quiet: status?.route === 'quiet' ? (status.route_reason ?? '按规定未告知任何部门。') : null,
  });
}

function unread({ status, parked }: CaseLife): RouteReason {
  const why =
    status === null && parked.length > 0
      ? '全部记录都在隔离中，放行后才能判断。'
      : '办件尚无办结结果，办结后才判断。';
  return { department: null, reason: 'not-granted', clause: null, sentence: `未告知任何部门：${why}` };
}
