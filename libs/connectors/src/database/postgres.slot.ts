import { HubError } from '#base/contracts';
import { setTimeout as delay } from 'node:timers/promises';
import type { LogContext } from './log-context.js';
import { parseLsn } from './postgres.wire.js';

/** Our mark in the department's log. */
export interface Slot {
  readonly confirmed: bigint;
  /** Where the log ends now. */
  readonly current: bigint;
  readonly retainedBytes: number;
  /** The server has thrown away what the mark stood for. */
  readonly lost: boolean;
  readonly active: boolean;
}

// As a document, because older servers have no wal_status.
const findText = `
select confirmed_flush_lsn::text, pg_current_wal_flush_lsn()::text,
       coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn), 0)::bigint::text,
       coalesce(to_jsonb(s) ->> 'wal_status', ''), active::text, plugin, (database = current_database())::text
  from pg_replication_slots s
 where slot_name = $1`;

const makeText = "select pg_create_logical_replication_slot($1, 'pgoutput')";
const dropText = 'select pg_drop_replication_slot($1)';
const releaseMs = 250;
const releaseTries = 20;

/** Looks the slot up; null when there is none. Throws HUB_SOURCE_INVALID when the name belongs to something else. */
export async function findSlot({ session, settings, source }: LogContext): Promise<Slot | null> {
  const [row] = await session.rows({ text: findText, values: [settings.slot] });
  if (row === undefined) return null;
  const [confirmed, current, retained, status, active, plugin, ours] = row.map(String);
  if (plugin !== 'pgoutput' || ours !== 'true') {
    throw new HubError(
      'HUB_SOURCE_INVALID',
      `数据源 ${source.id} 的复制槽 ${settings.slot} 已被其他用途占用，请在 settings.log.slot 换一个名称。`,
      { source: source.id, slot: settings.slot },
    );
  }
  return {
    confirmed: row[0] === null ? 0n : parseLsn(confirmed ?? ''),
    current: parseLsn(current ?? ''),
    retainedBytes: Number(retained),
    lost: status === 'lost' || row[0] === null,
    active: active === 'true',
  };
}

/** Makes the slot: from here on the server keeps every change for us. Needs the REPLICATION attribute, nothing more. */
export async function makeSlot(context: LogContext): Promise<Slot> {
  await context.session.rows({ text: makeText, values: [context.settings.slot] });
  const made = await findSlot(context);
  if (made !== null) return made;
  throw new HubError(
    'HUB_SOURCE_UNREACHABLE',
    `数据源 ${context.source.id} 的复制槽刚建立又不见了，将自动重试。`,
    {
      source: context.source.id,
    },
  );
}

/** Drops the slot, so that the server may delete what it kept. A connection that just ended may hold it for a moment longer. */
export async function dropSlot(context: LogContext): Promise<void> {
  await slotReleased(context);
  await context.session.rows({ text: dropText, values: [context.settings.slot] });
}

/** Waits, within bounds, until no connection holds the slot. */
export async function slotReleased(context: LogContext): Promise<void> {
  for (let attempt = 0; attempt < releaseTries; attempt += 1) {
    if ((await findSlot(context))?.active !== true) return;
    await delay(releaseMs);
  }
}
