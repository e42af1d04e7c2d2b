import {
  beijingText,
  brandAs,
  departmentName,
  type DepartmentRef,
  type MessageId,
  type PlannedMessage,
  type Tx,
} from '#base/contracts';
import { hourOf } from './reminder-budget.js';
import { toReceiveReminder } from './plan-reminders.js';
import { claimDigestHour } from './sql/claim-digest-hour.js';
import { selectUndigested } from './sql/select-undigested.js';
import { takeDigestEntries, type DigestContent } from './sql/take-digest-entries.js';
import type { SweepParts } from './sweep-deadlines.js';
import type { TrackingPolicy } from './tracking-policy.js';

/** Lines a digest carries; the rest is counted. */
const listed = 100;

/**
 * One digest for each department that has steps waiting: once everything due has been looked at, at most one an hour, and never on a
 * day off of its region. Safe beside other sweepers.
 */
export async function sendDigests(parts: SweepParts): Promise<readonly PlannedMessage[]> {
  const policy = await parts.policy();
  const now = parts.clock.now();
  return parts.database.transaction(async (tx) => {
    const waiting = await selectUndigested(tx, now);
    const digests: PlannedMessage[] = [];
    for (const to of waiting.filter((one) => !policy.quiet(one, now))) {
      const digest = await digestFor(tx, parts, policy, to, now);
      if (digest !== null) digests.push(digest);
    }
    await parts.writer.write(tx, digests);
    return digests;
  });
}

async function digestFor(
  tx: Tx,
  { newId }: SweepParts,
  policy: TrackingPolicy,
  to: DepartmentRef,
  now: Date,
): Promise<PlannedMessage | null> {
  const hour = hourOf(now);
  if (!(await claimDigestHour(tx, to, hour))) return null;
  const id = brandAs<MessageId>(newId());
  const content = await takeDigestEntries(tx, to, id, listed);
  if (content === null) return null;
  return {
    id,
    deliveryId: brandAs(newId()),
    kind: 'urge',
    region: to.region,
    from: policy.approvalBureau(to.region) ?? to,
    to,
    key: `digest-${departmentName(to)}`,
    about: null,
    item: null,
    clause: null,
    claimMode: 'explicit',
    receipts: ['received'],
    deadlines: [toReceiveReminder(policy, to, now)],
    body: bodyOf(content),
    supersedes: null,
    inReplyTo: null,
    createdAt: now,
  };
}

function bodyOf({ lines, first, last, ...counts }: DigestContent): PlannedMessage['body'] {
  const { steps, supervised, yellow, red } = counts;
  const from = beijingText(first);
  const to = beijingText(last);
  const between = from === to ? from : `${from} 至 ${to}`;
  const rest = steps > lines.length ? `，列出最早的 ${lines.length} 项` : '';
  const cards = yellow + red === 0 ? '' : `（黄牌 ${yellow} 项、红牌 ${red} 项）`;
  return {
    digest: { ...counts, from, to, lines },
    sentence: `${between}应发提醒、催办、督办共 ${steps} 项，其中督办 ${supervised} 项${cards}，汇总告知${rest}，请逐项办理。`,
  };
}
