import { planCase, type Bureau, type CasePlan, type SampleSystem } from './case-plan.js';
import { diceOf, type Dice } from './dice.js';
import { localDay } from './local-time.js';
import { castOf, owedTo, type Cast, type SamplePolicy, type Subject } from './policy.js';
import type { FrontRow } from './rows.js';
import { storiesOf, type Story, type Telling } from './stories.js';
import { pastTimeline } from './timeline.js';
import { totalsOf, type CaseTruth, type TruthTotals } from './truth.js';

/** What decides a sample: the same request gives the same rows and the same truth. */
export interface SampleRequest {
  readonly seed: string;
  readonly count: number;
  readonly policy: SamplePolicy;
  /** The moment the sample is made for: decisions lie in the months, MAKETIME in the two days before it. */
  readonly asOf: Date;
}

/** The rows of a front database, in the order in which they were written, and what is true of them. */
export interface Sample {
  readonly system: SampleSystem;
  readonly rows: readonly FrontRow[];
  readonly cases: readonly CaseTruth[];
  readonly totals: TruthTotals;
}

/** One case as told: its plan, its rows, its truth. */
export interface ToldCase {
  readonly plan: CasePlan;
  readonly rows: readonly FrontRow[];
  readonly truth: CaseTruth;
}

/** Makes the sample of one system. */
export function generateSample(system: SampleSystem, request: SampleRequest): Sample {
  const { seed, count, policy, asOf } = request;
  const cast = castOf(policy, localDay(asOf), system.supervisor);
  const hundred = storiesOf(system.edition);
  const told = Array.from({ length: count }, (_, at) => {
    const dice = diceOf(`${seed}/${system.source}/${at}`);
    // 37 and 100 have no common divisor: the stories mix, and any hundred cases in a row have every story by its share.
    const story = hundred[(at * 37) % hundred.length];
    if (story === undefined) throw new Error('an edition without stories');
    return tellPastCase({ system, story, cast, policy, dice, asOf, serial: at + 1 });
  });
  const rows = told
    .flatMap((entry) => entry.rows)
    .sort((left, right) => left.writtenAt.getTime() - right.writtenAt.getTime());
  const cases = told.map(({ truth }) => truth);
  return { system, rows, cases, totals: totalsOf(system.source, cases, rows) };
}

interface PastCase {
  readonly system: SampleSystem;
  readonly story: Story;
  readonly cast: Cast;
  readonly policy: SamplePolicy;
  readonly dice: Dice;
  readonly asOf: Date;
  readonly serial: number;
}

function tellPastCase(wish: PastCase): ToldCase {
  const { system, story, policy, dice, serial } = wish;
  const subject = subjectFor(story, wish.cast, dice);
  const timeline = pastTimeline(dice, wish.asOf, story);
  const plan = planCase(dice, { system, serial, subject, timeline, bureau: bureauOf(policy, subject) });
  return tellCase(plan, story, policy);
}

/** Somebody a story can be about; a policy without such items falls back on ordinary ones. */
export function subjectFor(story: Story, cast: Cast, dice: Dice): Subject {
  const fitting = cast[story.cast];
  return dice.pick(fitting.length > 0 ? fitting : cast.ordinary);
}

/** The approval bureau of the subject's region, as rows name it. */
export function bureauOf(policy: SamplePolicy, subject: Subject): Bureau {
  const approving = policy.departments.filter(({ role }) => role === 'approval');
  const own = approving.find(({ region }) => region === subject.region) ?? approving[0];
  if (own === undefined) throw new Error('a policy without an approval bureau');
  return { uscc: own.uscc, name: own.name };
}

/** Tells a planned case as a story, and says what is then true. */
export function tellCase(plan: CasePlan, story: Story, policy: SamplePolicy): ToldCase {
  const telling = story.tell(plan);
  return { plan, rows: telling.rows, truth: truthOf(plan, story, telling, policy) };
}

function truthOf(plan: CasePlan, story: Story, telling: Telling, policy: SamplePolicy): CaseTruth {
  const subject = { ...plan.subject, region: telling.region };
  const departments = owedTo(policy, subject, localDay(plan.timeline.decidedAt));
  const routable = telling.outcome === 'GRANTED' && !telling.itemUnknown && !telling.applicantUnknown;
  return {
    source: plan.system.source,
    caseNumber: plan.caseNumber,
    story: story.name,
    outcome: telling.outcome,
    item: plan.subject.item.code,
    region: telling.region,
    owedTo: routable ? departments : [],
    nobody: routable && departments.length === 0,
    waits: telling.applicantUnknown,
    itemUnknown: telling.itemUnknown,
    retractedFrom: telling.retracted ? departments : [],
    parked: telling.parked,
  };
}
