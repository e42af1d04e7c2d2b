import { systemClock } from '#base/contracts';
import type { Database } from '#base/postgres';
import type { Desk } from './desk.js';
import { pause } from './pause.js';
import { listDueActs, type DueAct } from './sql/list-due-acts.js';
import { strikeActs } from './sql/strike-acts.js';

const tickMs = 500;
const actsInOneTick = 500;

/** Does what the desks have written down, when it is due; what cannot be done now stays for the next round. */
export async function workDiary(
  database: Database,
  desks: readonly Desk[],
  signal: AbortSignal,
): Promise<void> {
  const byName = new Map(desks.map((desk) => [desk.name, desk]));
  while (!signal.aborted) {
    const due = await listDueActs(database, systemClock.now(), actsInOneTick).catch(() => []);
    const perDesk = Map.groupBy(due, ({ desk }) => desk);
    await Promise.all([...perDesk].map(([name, acts]) => actFor(byName.get(name), acts, database)));
    if (due.length < actsInOneTick) await pause(tickMs, signal);
  }
}

async function actFor(desk: Desk | undefined, acts: readonly DueAct[], database: Database): Promise<void> {
  try {
    await desk?.reply(acts);
    await strikeActs(database, acts);
  } catch {
    desk?.tools.chronicle.note(desk.department.name, '暂时无法回告，稍后再试');
  }
}
