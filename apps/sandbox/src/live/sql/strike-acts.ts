import type { Queryable } from '#base/contracts';
import type { DueAct } from './list-due-acts.js';

/** Strikes what has been done. */
export async function strikeActs(database: Queryable, acts: readonly DueAct[]): Promise<void> {
  await database.query(
    `delete from sandbox.diary as held
      using unnest($1::text[], $2::text[], $3::text[]) as done (desk, message_id, act)
      where held.desk = done.desk and held.message_id = done.message_id and held.act = done.act`,
    [acts.map(({ desk }) => desk), acts.map(({ facts }) => facts.messageId), acts.map(({ act }) => act)],
  );
}
