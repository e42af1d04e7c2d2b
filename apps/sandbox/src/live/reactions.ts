import type { ReceiptType } from '#base/contracts';
import type { Dice } from '../generator/index.js';

/** What a department can do about a message: state a fact, or write something of its own. */
export type Act =
  | ReceiptType
  | 'check-result'
  | 'penalty-feedback'
  | 'permit-change-opinion'
  | 'support-scheduled'
  | 'support-completed';

/** What a department remembers of a message until it has dealt with it. */
export interface ActFacts {
  readonly messageId: string;
  /** Kafka key of the message, which the reply carries too. */
  readonly key: string;
  readonly licenceNumber: string | null;
  readonly licenceName: string | null;
  readonly holder: string | null;
}

/** A message as a department reads it. */
export interface Letter {
  readonly kind: string;
  /** A licence is told as granted, corrected, reissued or voided; null for other kinds. */
  readonly change: string | null;
  readonly expects: readonly ReceiptType[];
  readonly facts: ActFacts;
}

/** Something a department means to do, and when. */
export interface PlannedAct {
  readonly desk: string;
  readonly act: Act;
  readonly dueAt: Date;
  readonly facts: ActFacts;
}

/** How a department works: the transport bureau is often late, so that urging and supervising can be seen. */
export interface Habits {
  readonly latePercent: number;
  readonly neverPercent: number;
}

interface Intention {
  readonly act: Act;
  readonly afterSeconds: number;
}

/** What a department does about a letter, besides signing for it at once. The same dice give the same conduct. */
export function reactTo(letter: Letter, habits: Habits, dice: Dice): readonly Intention[] {
  switch (letter.kind) {
    case 'license-decision':
      return letter.change === 'voided' ? claim(letter, habits, dice) : supervise(letter, habits, dice);
    case 'tech-support-request':
      return support(letter, habits, dice);
    case 'permit-change-opinion':
      return [...claim(letter, habits, dice), { act: 'answered', afterSeconds: dice.between(8, 30) }];
    default:
      return claim(letter, habits, dice);
  }
}

function claim(letter: Letter, habits: Habits, dice: Dice): readonly Intention[] {
  const late = dice.chance(habits.latePercent);
  const never = dice.chance(habits.neverPercent);
  const afterSeconds = late ? dice.between(130, 260) : dice.between(2, 9);
  return never || !letter.expects.includes('claimed') ? [] : [{ act: 'claimed', afterSeconds }];
}

/** Who has the main duty says when it comes, and later what it found; the others only sign. */
function support(letter: Letter, habits: Habits, dice: Dice): readonly Intention[] {
  if (!letter.expects.includes('answered') || dice.chance(habits.neverPercent)) return [];
  const afterSeconds = dice.between(5, 15);
  return [
    { act: 'support-scheduled', afterSeconds },
    { act: 'support-completed', afterSeconds: afterSeconds + dice.between(30, 90) },
  ];
}

function supervise(letter: Letter, habits: Habits, dice: Dice): readonly Intention[] {
  if (dice.chance(2)) return [{ act: 'returned', afterSeconds: dice.between(3, 10) }];
  const answers = letter.expects.includes('answered') && dice.chance(70);
  const intentions: Intention[] = [...claim(letter, habits, dice)];
  if (answers) intentions.push({ act: 'answered', afterSeconds: dice.between(15, 60) });
  if (dice.chance(6)) intentions.push({ act: 'check-result', afterSeconds: dice.between(20, 90) });
  if (dice.chance(2)) intentions.push({ act: 'penalty-feedback', afterSeconds: dice.between(40, 120) });
  if (dice.chance(2)) intentions.push({ act: 'permit-change-opinion', afterSeconds: dice.between(40, 120) });
  return intentions;
}
