import { departmentName, type DepartmentRef, type Tx } from '#base/contracts';
import { textArray } from '#base/postgres';
import type { OwedStep } from '../matters.js';

/** A step one recipient will hear of in a digest, and why not at once. */
export interface DigestEntry {
  readonly to: DepartmentRef;
  readonly because: 'away' | 'quiet' | 'budget';
  readonly step: OwedStep;
}

/** Queues steps for the digests of their recipients: one row for all deadlines of which one recipient hears the same at the same time. */
export async function insertDigestEntries(tx: Tx, entries: readonly DigestEntry[], now: Date): Promise<void> {
  if (entries.length === 0) return;
  const groups = [...Map.groupBy(entries, sameWords).values()].flatMap((group) =>
    group[0] === undefined ? [] : [{ ...group[0], group }],
  );
  const column = (value: (row: (typeof groups)[number]) => string | number | null): Buffer =>
    textArray(groups.map(value));
  await tx.query(
    `insert into feedback.digest_entry
       (region, department, because, expects, step, planned_at, action, colour, deliveries, queued_at)
     select region, department, because, expects, step, planned_at, action, colour, string_to_array(deliveries, ',')::uuid[], $10
       from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]::smallint[], $6::text[]::timestamptz[], $7::text[],
                   $8::text[], $9::text[])
         as queued (region, department, because, expects, step, planned_at, action, colour, deliveries)`,
    [
      column(({ to }) => to.region),
      column(({ to }) => to.department),
      column(({ because }) => because),
      column(({ step }) => step.owed.expects),
      column(({ step }) => step.number),
      column(({ step }) => step.plannedAt.toISOString()),
      column(({ step }) => step.step.action),
      column(({ step }) => step.step.colour),
      column(({ group }) => group.map(({ step }) => step.owed.deliveryId).join(',')),
      now,
    ],
  );
}

function sameWords({ to, because, step: { owed, number, plannedAt, step } }: DigestEntry): string {
  return `${departmentName(to)} ${because} ${owed.expects} ${number} ${plannedAt.getTime()} ${step.action} ${step.colour}`;
}
