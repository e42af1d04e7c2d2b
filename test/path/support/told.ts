import type { HubSet } from '../../support/hub-set.js';

/** Case and department of everything withheld, or told. */
export async function named(hub: HubSet, table: 'withheld' | 'told'): Promise<readonly string[]> {
  const { rows } = await hub.database.query<{ name: string }>(
    table === 'withheld'
      ? `select case_no || ' ' || region || '.' || department as name from feedback.withheld order by 1`
      : `select m.case_no || ' ' || d.region || '.' || d.department as name
           from feedback.message m join feedback.delivery d on d.message_id = m.id
          where m.kind = 'license-decision' order by 1`,
  );
  return rows.map(({ name }) => name).toSorted();
}

/** A backfill as the hub has it. */
export interface Backfill {
  readonly state: string;
  readonly chunks: number;
  readonly read: number;
  readonly published: number;
}

/** The one backfill there is. */
export async function backfill(hub: HubSet): Promise<Backfill> {
  const { rows } = await hub.database.query<Backfill>(
    `select state, chunks::int as chunks, rows_read::int as read, rows_published::int as published
       from intake.backfill`,
  );
  return rows[0] ?? { state: 'missing', chunks: 0, read: 0, published: 0 };
}
