import { brandAs, type Clock, type SourceId, type Tx } from '#base/contracts';
import { openCalendar, planDeadline } from '#libs/calendar';
import { editionNameAt, PolicyReader, type PolicyEdition } from '#libs/catalogue';
import { readCaseFacts } from '#libs/records';
import type { CaseLife, ReportStore } from '#libs/reporting';
import { explainRoutes, type RouteReason, type ToldMessage } from '#libs/routing';
import { readTold } from '#libs/sending';

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
  };
}

async function reasonsOf(
  tx: Tx,
  life: CaseLife,
  edition: PolicyEdition,
  clock: Clock,
): Promise<readonly RouteReason[]> {
  const source = brandAs<SourceId>(life.source);
  const caseNumber = brandAs<Parameters<typeof readTold>[2][number]>(life.caseNumber);
  const [facts] = await readCaseFacts(tx, source, [caseNumber]);
  if (facts === undefined) return [unread(life)];
  const calendar = openCalendar(edition.calendar);
  const { status } = life;
  return explainRoutes({
    facts,
    told: (await readTold(tx, source, [caseNumber])).map((row) => ({ ...row, change: changeOf(row.body) })),
    policy: edition.snapshot,
    planDeadline: (region, start, obligation) => planDeadline(calendar.forRegion(region), start, obligation),
    now: clock.now(),
    newId: () => '',
    quiet: status?.route === 'quiet' ? (status.route_reason ?? '按规定未告知任何部门。') : null,
  });
}

/** The hub wrote these bodies itself, by the schema of `license-decision`. */
function changeOf(body: Readonly<Record<string, unknown>>): ToldMessage['change'] {
  return body['change'] as ToldMessage['change'];
}

function unread({ status, parked }: CaseLife): RouteReason {
  const why =
    status === null && parked.length > 0
      ? '全部记录都在隔离中，放行后才能判断。'
      : '办件尚无办结结果，办结后才判断。';
  return { department: null, reason: 'not-granted', clause: null, sentence: `未告知任何部门：${why}` };
}
