import type { Tx } from '#base/contracts';

/** What was decided about a wish for more time. */
export interface ExtensionRow {
  readonly askedIn: string;
  readonly support: string;
  readonly granted: boolean;
  readonly extendTo: string;
  readonly dueBefore: Date | null;
  readonly by: string;
  readonly at: Date;
  readonly why: string;
}

export async function insertExtension(tx: Tx, row: ExtensionRow): Promise<void> {
  await tx.query(
    `insert into feedback.support_extension
       (asked_in, support, granted, extend_to, due_before, decided_by, decided_at, why)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [row.askedIn, row.support, row.granted, row.extendTo, row.dueBefore, row.by, row.at, row.why],
  );
}
