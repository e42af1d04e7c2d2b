import { HubError, type CalendarData, type Clock, type Transactions, type Tx } from '#base/contracts';
import { writeAudit } from '#base/postgres';
import { loadPolicy, refuseRewritten } from '../load-policy.js';
import { parsePolicy } from '../parse-policy.js';
import type { PolicyContent, PolicyDocument } from '../policy-content.js';
import { readEditionContent, type EditionContent } from '../read-edition-content.js';
import { beijingToday } from '../report/report-lists.js';
import { countTouched } from '../sql/count-touched.js';
import { decideDraft } from '../sql/decide-draft.js';
import { insertDraft } from '../sql/insert-draft.js';
import { lockPolicy } from '../sql/lock-policy.js';
import { readDocuments } from '../sql/read-documents.js';
import { readDraft, readDrafts } from '../sql/read-drafts.js';
import { changeLimit, type ChangedLimit, type LimitWish } from './change-limit.js';
import { comparePolicies } from './compare-policies.js';
import { byIdentity, changedPapers, overlay } from './document-identity.js';
import type { Draft, DraftView } from './draft-view.js';
import type { PolicyEffect } from './policy-effect.js';

/** What an approval made. */
export interface Approval {
  readonly version: string;
  readonly content: PolicyContent;
}

/** A changed limit with the draft it was handed in as. */
export interface SubmittedLimit extends Omit<ChangedLimit, 'document'> {
  readonly draft: DraftView;
}

/**
 * Where one person submits a change of the policy and another approves it. Whatever is done is written to the audit in the same
 * transaction; the database too refuses an approval by the one who submitted.
 */
export class PolicyDesk {
  constructor(
    private readonly database: Transactions,
    private readonly clock: Clock,
  ) {}

  /** The policy in force, as its documents. */
  current(): Promise<EditionContent> {
    return readEditionContent(this.database);
  }

  /** Which papers would be another in force, by what they are. Refused when they do not fit the policy in force. */
  async compare(documents: readonly PolicyDocument[]): Promise<readonly string[]> {
    const held = await this.current();
    const merged = overlay(held.documents, documents);
    parsePolicy(merged);
    return changedPapers(held.documents, merged).map(({ paper }) => paper);
  }

  /** The calendar there would be with these papers. Refused when they do not fit the policy in force. */
  async calendarWith(documents: readonly PolicyDocument[]): Promise<CalendarData> {
    const held = await this.current();
    return parsePolicy(overlay(held.documents, documents)).calendar;
  }

  /** Drafts, the newest first. */
  list(): Promise<readonly DraftView[]> {
    return readDrafts(this.database);
  }

  /** Takes papers in as a draft. Refused when they do not fit the policy in force, rewrite a clause version, or change nothing. */
  submit(documents: readonly PolicyDocument[], by: string, title: string): Promise<DraftView> {
    return this.database.transaction(async (tx) => {
      const held = await readEditionContent(tx);
      const merged = overlay(held.documents, documents);
      const papers = changedPapers(held.documents, merged);
      if (papers.length === 0) throw refused('草案与现行政策没有差别，无须报审。');
      await refuseRewritten(tx, parsePolicy(merged));
      const given = byIdentity(documents);
      const changed = papers.flatMap(({ paper }) => given.get(paper) ?? []);
      const id = await insertDraft(tx, {
        title,
        documents: changed,
        by,
        at: this.clock.now(),
        base: held.number,
      });
      await this.#audit(tx, by, 'policy.submit', id, { title, papers: papers.length });
      return await draftOf(tx, id);
    });
  }

  /** The next version of a clause under other limits, with its ladder carried along; changes nothing. */
  async draftLimit(wish: LimitWish): Promise<ChangedLimit> {
    const changed = changeLimit(await this.current(), wish);
    await this.compare([changed.document]);
    return changed;
  }

  /** Hands the same in as a draft, for another person to approve. */
  async submitLimit(
    wish: LimitWish,
    { by, why }: { readonly by: string; readonly why: string },
  ): Promise<SubmittedLimit> {
    const { document, ...changed } = await this.draftLimit(wish);
    const [first] = changed.rows;
    const what = first === undefined ? '' : `${first.what} ${first.before} → ${first.after}`;
    const title = `条款 ${changed.clause}：${what}（${why}）`.slice(0, 200);
    return { ...changed, draft: await this.submit([document], by, title) };
  }

  /** What approving the draft now would change. */
  preview(id: number): Promise<PolicyEffect> {
    return this.database.transaction(async (tx) => {
      const draft = await draftOf(tx, id);
      const held = await readEditionContent(tx);
      const documents = overlay(held.documents, draft.documents);
      const content = parsePolicy(documents);
      const changes = comparePolicies(held.content, content, beijingToday(this.clock));
      const touched = await countTouched(
        tx,
        [held.content, content],
        [...changes.hands, ...changes.messages],
      );
      return { papers: changedPapers(held.documents, documents), ...changes, touched };
    });
  }

  /** Makes the draft the newest edition. The approver is another person than the submitter; papers changed meanwhile stop it. */
  approve(id: number, by: string): Promise<Approval> {
    return this.database.transaction(async (tx) => {
      await lockPolicy(tx);
      const draft = await openDraft(tx, id);
      if (samePerson(draft.submittedBy, by))
        throw refused(`草案 ${id} 由 ${draft.submittedBy} 报审，须由另一人批准。`);
      const held = await readEditionContent(tx);
      await refuseOvertaken(tx, draft, held);
      const loaded = await loadPolicy(tx, overlay(held.documents, draft.documents), 'approval');
      if (!loaded.changed) throw refused(`草案 ${id} 的内容已在现行政策中，请驳回。`);
      const edition = Number(loaded.version.split('-')[0]);
      await decideDraft(tx, { id, state: 'approved', by, at: this.clock.now(), reason: null, edition });
      await this.#audit(tx, by, 'policy.approve', id, {
        version: loaded.version,
        submittedBy: draft.submittedBy,
      });
      return { version: loaded.version, content: loaded.content };
    });
  }

  /** Turns the draft down, with the reason. Whoever submitted it may take it back this way. */
  reject(id: number, by: string, why: string): Promise<DraftView> {
    return this.database.transaction(async (tx) => {
      await openDraft(tx, id);
      await decideDraft(tx, { id, state: 'rejected', by, at: this.clock.now(), reason: why, edition: null });
      await this.#audit(tx, by, 'policy.reject', id, { why });
      return await draftOf(tx, id);
    });
  }

  #audit(
    tx: Tx,
    by: string,
    action: string,
    id: number,
    detail: Readonly<Record<string, string | number>>,
  ): Promise<void> {
    return writeAudit(tx, { at: this.clock.now(), by, action, subject: `draft ${id}`, detail });
  }
}

async function draftOf(tx: Tx, id: number): Promise<Draft> {
  const draft = await readDraft(tx, id);
  if (draft === null) throw refused(`没有编号为 ${id} 的政策草案，请用 hub policy drafts 查看。`);
  return draft;
}

async function openDraft(tx: Tx, id: number): Promise<Draft> {
  const draft = await draftOf(tx, id);
  if (draft.state !== 'open') throw refused(`草案 ${id} 已由 ${draft.decidedBy ?? ''} 处理，不能再次处理。`);
  return draft;
}

/** Nobody approves over a change that the submitter has not seen. */
async function refuseOvertaken(tx: Tx, draft: Draft, held: EditionContent): Promise<void> {
  if (draft.baseEdition === held.number) return;
  const base = await readDocuments(tx, draft.baseEdition);
  const given = new Set(byIdentity(draft.documents).keys());
  const overtaken = changedPapers(base, held.documents).filter(({ paper }) => given.has(paper));
  if (overtaken.length === 0) return;
  const papers = overtaken.map(({ paper }) => paper).join('、');
  throw refused(
    `草案 ${draft.id} 报审之后，${papers} 已在 ${held.version} 版中改动，请驳回后按现行版本重新报审。`,
  );
}

/** However the name is spaced, cased or typed: full-width letters and marks nobody sees make no other person. */
function samePerson(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

function plain(name: string): string {
  return name
    .normalize('NFKC')
    .replaceAll(/[\s\p{Cf}]/gu, '')
    .toLowerCase();
}

function refused(sentence: string): HubError {
  return new HubError('HUB_DRAFT_REFUSED', sentence);
}
