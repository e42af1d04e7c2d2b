import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { Queryable } from '#base/contracts';

/** One check of a process as it stands in the database. */
interface ProcessCheck {
  readonly name: string;
  readonly ready: boolean;
  readonly sentence: string;
}

/** What a process says of itself every few seconds; the instance tells two of the same name apart. */
interface Heartbeat {
  readonly process: string;
  readonly database: Queryable;
  /** Asked before each beat: the checks as a readiness probe would get them. */
  readonly report: () => Promise<{ readonly checks: readonly ProcessCheck[] }>;
}

/** So often a process says how it is. */
const heartbeatEveryMs = 5_000;
const forgottenAfterDays = 1;

/**
 * Says from now on that this process runs and how it is, so that whoever reads the database knows without asking the process. What it
 * answers ends that, and says that the process stopped in order. A database that is away misses beats, nothing more.
 */
export function startHeartbeat(heartbeat: Heartbeat): () => Promise<void> {
  const over = new AbortController();
  const done = keepBeating(heartbeat, over.signal);
  return () => {
    over.abort();
    return done;
  };
}

async function keepBeating(
  { process: name, database, report }: Heartbeat,
  signal: AbortSignal,
): Promise<void> {
  const instance = `${hostname()}/${process.pid}/${Date.now().toString(36)}`;
  await database.query(forget, [name, forgottenAfterDays]).catch(() => undefined);
  while (!signal.aborted) {
    const { checks } = await report();
    await beat(database, name, instance, checks).catch(() => undefined);
    await delay(heartbeatEveryMs, undefined, { signal }).catch(() => undefined);
  }
  await database.query(end, [name, instance]).catch(() => undefined);
}

const forget = `delete from ops.process where name = $1 and seen_at < now() - $2 * interval '1 day'`;
const end = 'update ops.process set stopped_at = now(), seen_at = now() where name = $1 and instance = $2';

async function beat(
  database: Queryable,
  name: string,
  instance: string,
  checks: readonly ProcessCheck[],
): Promise<void> {
  const told = checks.map(({ name: check, ready, sentence }) => ({ name: check, ready, sentence }));
  await database.query(
    `insert into ops.process (name, instance, checks) values ($1, $2, $3)
     on conflict (name, instance) do update set seen_at = now(), stopped_at = null, checks = excluded.checks`,
    [name, instance, JSON.stringify(told)],
  );
}
