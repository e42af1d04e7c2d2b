import { HubError, type Queryable, type Tx } from '#base/contracts';
import { calendarDigest, clauseDigest, contentDigest } from './digest.js';
import { digestLists } from './digest-lists.js';
import { parsePolicy } from './parse-policy.js';
import type { ClauseEntry, PolicyContent, PolicyDocument } from './policy-content.js';
import { clauseKey } from './problems/clause-problems.js';
import { problem, type PolicyProblem } from './problems/policy-problem.js';
import { insertEdition, type EditionOrigin } from './sql/insert-edition.js';
import { lockPolicy } from './sql/lock-policy.js';
import { putAliases } from './sql/put-aliases.js';
import { putBoundaries } from './sql/put-boundaries.js';
import { putCalendar } from './sql/put-calendar.js';
import { putClauses } from './sql/put-clauses.js';
import { putDepartments } from './sql/put-departments.js';
import { putDocuments } from './sql/put-documents.js';
import { putGuidance } from './sql/put-guidance.js';
import { putItems } from './sql/put-items.js';
import { putLinks } from './sql/put-links.js';
import { putLists } from './sql/put-lists.js';
import { putMemoranda } from './sql/put-memoranda.js';
import { putRetained } from './sql/put-retained.js';
import { putTransfers } from './sql/put-transfers.js';
import { readCalendarDigest } from './sql/read-calendar-digest.js';
import { readClauseDigests } from './sql/read-clause-digests.js';
import { readDocuments } from './sql/read-documents.js';
import { readEdition, type Edition } from './sql/read-edition.js';
import { retireCalendars } from './sql/retire-calendars.js';

/** What a load did. `version` names the edition that is in force now, `content` is what it says. */
export interface LoadedPolicy {
  readonly version: string;
  readonly changed: boolean;
  /** The files say something else than the edition in force, which was made by approval and stays. */
  readonly kept: boolean;
  readonly content: PolicyContent;
}

/**
 * Makes the documents the newest edition of the policy, in the caller's transaction. The same content changes nothing; a clause or
 * calendar version that says something else than before is refused, since messages and deadlines refer to it.
 * `files` give way to an edition made by approval; `files-anyway` do not: somebody asked for it.
 */
export async function loadPolicy(
  tx: Tx,
  documents: readonly PolicyDocument[],
  from: EditionOrigin | 'files-anyway' = 'files',
): Promise<LoadedPolicy> {
  const content = parsePolicy(documents);
  const digest = contentDigest(content);
  await lockPolicy(tx);
  const held = await readEdition(tx);
  if (held?.digest === digest) return { version: editionName(held), changed: false, kept: false, content };
  if (held?.origin === 'approval' && from === 'files') {
    const inForce = parsePolicy(await readDocuments(tx, held.number));
    return { version: editionName(held), changed: false, kept: true, content: inForce };
  }
  await refuseRewritten(tx, content);
  const version = await putEdition(tx, content, documents, from === 'approval' ? 'approval' : 'files');
  return { version, changed: true, kept: false, content };
}

/** How an edition is called: its number, and the start of its digest. */
export function editionName(edition: Pick<Edition, 'number' | 'digest'>): string {
  return `${edition.number}-${edition.digest.slice(0, 8)}`;
}

/** Refuses a clause or calendar version that says something else than when it was loaded. */
export async function refuseRewritten(tx: Tx, content: PolicyContent): Promise<void> {
  const [first] = (await readLoaded(tx, [content.calendar.version])).rewritten(content);
  if (first !== undefined)
    throw new HubError('HUB_POLICY_INVALID', `${first.sentence}。`, { subject: first.subject });
}

/** What was loaded before and may not be rewritten. */
export interface Loaded {
  rewritten(content: PolicyContent): readonly PolicyProblem[];
}

/** Reads what clause versions, and the calendar versions of that name, said when they were loaded. */
export async function readLoaded(tx: Queryable, calendars: readonly string[]): Promise<Loaded> {
  const digests = await readClauseDigests(tx);
  const held = new Map<string, string | null>();
  for (const version of calendars) held.set(version, await readCalendarDigest(tx, version));
  return {
    rewritten: ({ clauses, calendar }) => [
      ...clauses
        .filter((clause) => differs(digests.get(clauseKey(clause)), clauseDigest(clause)))
        .map(rewrittenClause),
      ...(differs(held.get(calendar.version), calendarDigest(calendar))
        ? [rewrittenCalendar(calendar.version)]
        : []),
    ],
  };
}

function differs(held: string | null | undefined, given: string): boolean {
  return held !== undefined && held !== null && held !== given;
}

function rewrittenClause(clause: ClauseEntry): PolicyProblem {
  const { id, version } = clause;
  const sentence = `条款 ${id} 第 ${version} 版已装载过，除止期外不得改动；请为旧版写明止期（to），另立第 ${version + 1} 版（只改时限可用 hub policy limit ${id}）`;
  return { ...problem('clause', clauseKey(clause), 'version', sentence), subject: id };
}

function rewrittenCalendar(version: string): PolicyProblem {
  const sentence = `工作日历 ${version} 已装载过，内容不得改动；请修改日历的 version 后重新装载`;
  return problem('calendar', version, 'version', sentence);
}

/** Makes content the newest edition, with the documents it was read from; the caller has locked and checked it. Answers its name. */
export async function putEdition(
  tx: Tx,
  content: PolicyContent,
  documents: readonly PolicyDocument[],
  origin: EditionOrigin,
): Promise<string> {
  const digest = contentDigest(content);
  await put(tx, content);
  const number = await insertEdition(tx, digest, origin);
  await putDocuments(tx, number, documents);
  return editionName({ number, digest });
}

async function put(tx: Tx, content: PolicyContent): Promise<void> {
  await putDepartments(tx, content.departments);
  await putItems(tx, content.items);
  await putAliases(tx, content.items);
  await putLinks(tx, content.items);
  await putLists(tx, digestLists(content));
  await putGuidance(tx, content.guidance);
  await putTransfers(tx, content.transfers);
  await putRetained(tx, content.retained);
  await putBoundaries(tx, content.boundaries);
  await putMemoranda(tx, content.memoranda);
  await putClauses(tx, content.clauses);
  await retireCalendars(tx, content.calendar.version);
  await putCalendar(tx, content.calendar);
}
