import { systemClock } from '#base/contracts';
import type { RecordShelf, SourceTally } from '../departments/record-shelf.js';
import type { FrontDatabase } from '../front/front-database.js';
import {
  bureauOf,
  castOf,
  diceOf,
  liveTimeline,
  localDay,
  planCase,
  stories,
  subjectFor,
  tellCase,
  type Dice,
  type FrontRow,
  type SamplePolicy,
  type SampleSystem,
  type Story,
  type ToldCase,
} from '../generator/index.js';
import type { Chronicle } from './chronicle.js';
import type { Licences } from './licences.js';
import { pause } from './pause.js';

/** A system that grows cases. */
export interface GrowingSystem {
  readonly system: SampleSystem;
  readonly title: string;
  readonly front: FrontDatabase;
}

/** What growing needs besides the systems. */
export interface GrowingTools {
  readonly shelf: RecordShelf;
  readonly policy: SamplePolicy;
  readonly chronicle: Chronicle;
  readonly licences: Licences;
}

const everyMs = 2_000;

/** How often, in a hundred, a living case goes which way. */
const shares: Readonly<Record<string, number>> = {
  granted: 54,
  grantedAfterPause: 12,
  paused: 2,
  grantedForTwo: 3,
  refused: 7,
  notAccepted: 3,
  withdrawn: 3,
  underWay: 3,
  voidedAfterGrant: 4,
  corrected: 6,
  unknownResult: 1,
  wrongBureauCode: 1,
  unknownItem: 1,
};

const storyBox: readonly Story[] = stories.flatMap((story) =>
  Array.from({ length: shares[story.name] ?? 0 }, () => story),
);

/** Lets a new case begin every two seconds in one of the systems, until the signal; cases under way then stay as they are. */
export async function growCases(
  systems: readonly GrowingSystem[],
  tools: GrowingTools,
  signal: AbortSignal,
): Promise<void> {
  const growing = new Set<Promise<void>>();
  while (!signal.aborted) {
    const now = systemClock.now();
    const serial = serialOf(now);
    const dice = diceOf(`live/${serial}`);
    const place = dice.pick(systems);
    const told = tellLiveCase(place.system, tools.policy, serial, dice, now);
    const growth = grow(place, told, tools, signal).finally(() => growing.delete(growth));
    growing.add(growth);
    await pause(everyMs, signal);
  }
  await Promise.all(growing);
}

/* Seeded cases count from one; living ones have the upper half of the seven digits, one a second at most. */
function serialOf(now: Date): number {
  return 5_000_000 + (Math.floor(now.getTime() / 1000) % 5_000_000);
}

function tellLiveCase(
  system: SampleSystem,
  policy: SamplePolicy,
  serial: number,
  dice: Dice,
  now: Date,
): ToldCase {
  const story = dice.pick(storyBox);
  const subject = subjectFor(story, castOf(policy, localDay(now), system.supervisor), dice);
  const timeline = liveTimeline(now, dice.between(6, 14) * 1000, story.pauses);
  const plan = planCase(dice, { system, serial, subject, timeline, bureau: bureauOf(policy, subject) });
  return tellCase(plan, story, policy);
}

async function grow(
  place: GrowingSystem,
  told: ToldCase,
  { shelf, chronicle, licences }: GrowingTools,
  signal: AbortSignal,
): Promise<void> {
  const { timeline } = told.plan;
  const lasts = timeline.decidedAt.getTime() - timeline.appliedAt.getTime();
  const first = told.rows.filter(({ wave }) => wave === 1);
  const gap = lasts / Math.max(1, first.length - 1);
  try {
    for (const [at, row] of first.entries()) {
      if (at > 0) await pause(gap, signal);
      if (signal.aborted) return;
      await place.front.insert([row]);
      await shelf.note(tallyOfRow(told, row, at === first.length - 1));
      const news = newsOf(row);
      if (news !== null) chronicle.note(place.title, news);
    }
    licences.note(told);
    const second = told.rows.filter(({ wave }) => wave === 2);
    if (second.length === 0) return;
    await pause(15_000, signal);
    if (signal.aborted) return;
    await place.front.insert(second);
    await shelf.note({ source: told.truth.source, rows: second.length, parked: 0, unrouted: 0 });
    chronicle.note(place.title, '重报或更正');
  } catch {
    chronicle.note(place.title, '前置库暂时写不进，本件作罢');
  }
}

/* A story spoils at most one row of a stream, and it does so in wave 1. An item that is unknown shows when the case is complete. */
function tallyOfRow({ truth }: ToldCase, { stream }: FrontRow, last: boolean): SourceTally {
  const parked = truth.parked.filter((each) => each.stream === stream).length;
  return { source: truth.source, rows: 1, parked, unrouted: last && truth.itemUnknown ? 1 : 0 };
}

function newsOf(row: FrontRow): string | null {
  if (row.stream === 'application') return '新登记';
  if (row.stream === 'specialProcedure') return '特别程序';
  if (row.stream !== 'result') return null;
  return row.cells['DONERESULT'] === '0' ? '准予许可' : '其他办结';
}
