import type { Queryable } from '#base/contracts';
import type { Act, ActFacts } from '../reactions.js';

/** An act whose time has come. */
export interface DueAct {
  readonly desk: string;
  readonly act: Act;
  readonly facts: ActFacts;
}

/** What is due, earliest first. */
export async function listDueActs(database: Queryable, now: Date, most: number): Promise<readonly DueAct[]> {
  const { rows } = await database.query<DueAct>(
    `select desk, act, facts
       from sandbox.diary
      where due_at <= $1
      order by due_at
      limit $2`,
    [now, most],
  );
  return rows;
}
