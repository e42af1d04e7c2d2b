import { systemClock } from '#base/contracts';
import { diceOf } from '../generator/index.js';
import type { GrowingTools } from '../live/grow-cases.js';
import { pause } from '../live/pause.js';
import type { OpenSystem, SampleDepartment } from './sample-department.js';
import { cityDepartment } from './supervision-record.js';

/** A department whose system runs. */
export interface LivingDepartment {
  readonly department: SampleDepartment;
  readonly system: OpenSystem;
}

const everyMs = 4_000;
/** How often, in a hundred, it is about somebody whose licence the hub has told the department of. */
const licensedPercent = 40;

/** Lets one of the departments write something every few seconds, until the signal. */
export async function growRecords(
  living: readonly LivingDepartment[],
  tools: GrowingTools,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await pause(everyMs, signal);
    if (signal.aborted) return;
    const seconds = Math.floor(systemClock.now().getTime() / 1_000);
    // Seeded records count from one; living ones have the upper half of seven digits.
    const serial = 5_000_000 + (seconds % 5_000_000);
    const dice = diceOf(`records/${serial}`);
    const { department, system } = dice.pick(living);
    const at = new Date(seconds * 1_000);
    const licensee = dice.chance(licensedPercent)
      ? tools.licences.pick(cityDepartment(department.name), dice)
      : null;
    const records = department.next({ serial, at, dice, policy: tools.policy, licensee });
    try {
      await tools.shelf.put(records);
      await system.written(records);
      tools.chronicle.note(department.title, '新报送', records.length);
    } catch {
      tools.chronicle.note(department.title, '暂时写不进，本条作罢');
    }
  }
}
