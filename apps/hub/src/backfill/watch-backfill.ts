import { setTimeout as delay } from 'node:timers/promises';
import { Presets, SingleBar } from 'cli-progress';
import { readBackfills, type BackfillStatus, type ReportStore } from '#libs/reporting';
import type { Desk } from '../desk.js';
import { ageText } from '../words.js';

const lookMs = 500;
const whole = 1000;

/** Shows how far a backfill is until it ends, null when there is none; without a terminal, or with `--json`, it only waits. */
export async function watchBackfill(
  desk: Desk,
  store: ReportStore,
  id: string,
): Promise<BackfillStatus | null> {
  const bar = new SingleBar(
    { format: '回补 {id} [{bar}] {percent} | {read} 行 | {rate} 行/秒 | 剩余 {left}', hideCursor: true },
    Presets.shades_classic,
  );
  const shown = !desk.json() && process.stderr.isTTY;
  if (shown) bar.start(whole, 0, { id, percent: '0%', read: 0, rate: 0, left: '—' });
  try {
    for (;;) {
      const [status] = await readBackfills(store.database, { source: null, id, limit: 1 }, desk.clock.now());
      if (status === undefined) return null;
      if (shown) bar.update(Math.floor((status.fraction ?? 0) * whole), facts(status));
      if (!['requested', 'running'].includes(status.state)) return status;
      await delay(lookMs);
    }
  } finally {
    if (shown) bar.stop();
  }
}

function facts(status: BackfillStatus): Readonly<Record<string, string>> {
  return {
    id: status.id,
    percent: status.fraction === null ? '—' : `${Math.floor(status.fraction * 100)}%`,
    read: String(status.read),
    rate: String(Math.round(status.rate ?? 0)),
    left: ageText(status.secondsLeft),
  };
}
