import { endOfBeijingDay } from '#base/contracts';
import { writeAudit } from '#base/postgres';
import { extendDeadline } from './sql/extend-deadline.js';
import { insertExtension } from './sql/insert-extension.js';
import { lockExtension, type OpenExtension } from './sql/lock-extension.js';
import type { DeskOutcome, SupportParts } from './support-parts.js';

/** What a person decides about a department's wish for more time. */
export interface ExtensionDecision {
  readonly support: string;
  readonly grant: boolean;
  readonly by: string;
  readonly why: string;
}

/** Decides the open wish of a request. A grant moves the deadline unless it is missed already: what was late stays late. */
export async function decideExtension(
  { database, clock }: Pick<SupportParts, 'database' | 'clock'>,
  { support, grant, by, why }: ExtensionDecision,
): Promise<DeskOutcome> {
  return database.transaction(async (tx): Promise<DeskOutcome> => {
    const at = clock.now();
    const wish = await lockExtension(tx, support);
    if (wish === null) return { done: false, sentence: '没有这个待答复的延期申请。' };
    const { askedIn, extendTo, deliveryId, dueAt } = wish;
    const until = endOfBeijingDay(extendTo);
    const objection = grant ? objectionTo(wish, until, at) : null;
    if (objection !== null) return { done: false, sentence: objection };
    const row = { askedIn, support: wish.support, granted: grant, extendTo, dueBefore: dueAt, by, at, why };
    await insertExtension(tx, row);
    if (grant) await extendDeadline(tx, deliveryId, until);
    const action = grant ? 'support.extend' : 'support.refuse-extension';
    await writeAudit(tx, { at, by, action, subject: wish.support, detail: { extendTo, why } });
    return { done: true, id: wish.support };
  });
}

function objectionTo({ dueAt, deadlineState }: OpenExtension, until: Date, at: Date): string | null {
  if (deadlineState !== 'open' && deadlineState !== 'no_calendar')
    return '完成时限已过或已办结，不能再准予延期。';
  return until <= (dueAt ?? at) || until <= at ? '申请延期至的日期不晚于现在的完成时限。' : null;
}
