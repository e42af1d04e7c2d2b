import type { SourceId, StreamName, Tx } from '#base/contracts';

/** The columns that rows had, and those among them that were not empty in all of them. */
export interface SeenColumns {
  readonly present: ReadonlySet<string>;
  readonly filled: ReadonlySet<string>;
}

/** Closes what went away by itself: columns that were gone and are seen again, or were empty and are filled again. */
export async function withdrawDrift(
  tx: Tx,
  source: SourceId,
  stream: StreamName,
  { present, filled }: SeenColumns,
  at: Date,
): Promise<void> {
  await tx.query(
    `update intake.drift
        set state = 'withdrawn', settled_at = $5
      where source = $1 and stream = $2 and state = 'open' and seen_at < $5
        and (kind in ('missing', 'renamed') and col = any ($3::text[])
             or kind = 'narrowing' and declared_after is null and col = any ($4::text[]))`,
    [source, stream, [...present], [...filled], at],
  );
}
