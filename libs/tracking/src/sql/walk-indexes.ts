import type { Tx } from '#base/contracts';

/** Makes the statements of this transaction walk indexes: after a long absence the planner would read whole tables for each thousand deadlines. */
export async function walkIndexes(tx: Tx): Promise<void> {
  await tx.query(
    `select set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
            set_config('enable_mergejoin', 'off', true)`,
  );
}
