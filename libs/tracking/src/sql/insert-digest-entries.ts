import { departmentName, type DepartmentRef, type Tx } from '#base/contracts';
import { textArray } from '#base/postgres';
import type { OwedStep } from '../matters.js';

/** A step one recipient will hear of in a digest, and why not at once. */
export interface DigestEntry {
  readonly to: DepartmentRef;
  readonly because: 'away' | 'quiet' | 'budget';
  readonly step: OwedStep;
}

/** Queues steps for the digests of their recipients: one row for all that one recipient hears for one reason. */
export async function insertDigestEntries(tx: Tx, entries: readonly DigestEntry[], now: Date): Promise<void> {
  if (entries.length === 0) return;
  const groups = [
    ...Map.groupBy(entries, ({ to, because }) => `${departmentName(to)} ${because}`).values(),
  ].flatMap((group) => (group[0] === undefined ? [] : [{ ...group[0], group }]));
  const column = (value: (row: (typeof groups)[number]) => string): Buffer => textArray(groups.map(value));
  const joined = (value: (step: OwedStep) => string | number): Buffer =>
    column(({ group }) => group.map(({ step }) => value(step)).join(','));
  await tx.query(
    `insert into feedback.digest_entry (region, department, because, deliveries, expects, steps, queued_at)
     select region, department, because, string_to_array(deliveries, ',')::uuid[], string_to_array(expects, ','),
            string_to_array(steps, ',')::smallint[], $7
       from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
         as queued (region, department, because, deliveries, expects, steps)`,
    [
      column(({ to }) => to.region),
      column(({ to }) => to.department),
      column(({ because }) => because),
      joined(({ owed }) => owed.deliveryId),
      joined(({ owed }) => owed.expects),
      joined(({ number }) => number),
      now,
    ],
  );
}
