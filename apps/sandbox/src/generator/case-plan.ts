import type { Edition } from '../tables/index.js';
import { applicantOf, type Applicant } from './applicant.js';
import type { Dice } from './dice.js';
import { rowGuid } from './identifiers.js';
import { localDay, type TimeForm } from './local-time.js';
import type { Subject } from './policy.js';

/** One of the two sample systems: whose it is, and which edition of the standard it speaks. */
export interface SampleSystem {
  readonly source: '370800.xzspj.front' | '370800.zjj.front';
  readonly edition: Edition;
  /** Supervisor whose items the system mostly carries; null for all. */
  readonly supervisor: string | null;
  /** First characters of its case numbers. */
  readonly numberPrefix: string;
}

/** The approval bureau's own system, generation B. */
export const approvalSystem: SampleSystem = {
  source: '370800.xzspj.front',
  edition: 'B',
  supervisor: null,
  numberPrefix: '080801',
};

/** The housing bureau's older system, generation A. */
export const housingSystem: SampleSystem = {
  source: '370800.zjj.front',
  edition: 'A',
  supervisor: 'zjj',
  numberPrefix: '370808',
};

/** When things happened in a case, and when its rows were written. */
export interface Timeline {
  readonly appliedAt: Date;
  readonly acceptedAt: Date;
  /** Start and end of each step, in order; the last one decides. */
  readonly steps: readonly { readonly startedAt: Date; readonly endedAt: Date }[];
  readonly paused: { readonly startedAt: Date; readonly endedAt: Date } | null;
  readonly decidedAt: Date;
  /** The first row's MAKETIME; the others follow at the gap. */
  readonly writtenAt: Date;
  readonly writeGapMs: number;
}

/** A body of government as rows name it. */
export interface Bureau {
  readonly uscc: string;
  readonly name: string;
}

/** Everything about a case that its rows repeat. */
export interface CasePlan {
  readonly system: SampleSystem;
  readonly caseNumber: string;
  readonly subject: Subject;
  readonly bureau: Bureau;
  readonly applicant: Applicant;
  readonly timeline: Timeline;
  readonly timeForm: TimeForm;
  readonly rowIds: Readonly<Record<'acceptance' | 'step' | 'specialProcedure' | 'result', string>>;
  readonly password: string;
  readonly approvalNumber: string;
  readonly licenceName: string;
  readonly licenceNumber: string;
  readonly clerk: string;
}

/** What a plan is made from; `serial` is the case's number inside its system. */
export interface CaseRequest {
  readonly system: SampleSystem;
  readonly serial: number;
  readonly subject: Subject;
  readonly bureau: Bureau;
  readonly timeline: Timeline;
}

const digits = '0123456789';
const timeForms: readonly TimeForm[] = ['dashes', 'dashes', 'dashes', 'slashes', 'tForm', 'fourteen'];

/** Plans one case; the same dice and request give the same case. */
export function planCase(dice: Dice, request: CaseRequest): CasePlan {
  const { system, serial, subject, timeline } = request;
  const day = localDay(timeline.decidedAt);
  const year = day.slice(0, 4);
  const [left, right] = dice.pick(['〔〕', '〔〕', '〔〕', '【】', '[]']);
  const form = dice.pick(timeForms);
  return {
    system,
    caseNumber: `${system.numberPrefix}${year.slice(2)}${String(serial).padStart(7, '0')}`,
    subject,
    bureau: request.bureau,
    applicant: applicantOf(dice, subject.region),
    timeline,
    timeForm: system.edition === 'A' ? form : 'dashes',
    rowIds: {
      acceptance: rowGuid(dice),
      step: rowGuid(dice),
      specialProcedure: rowGuid(dice),
      result: rowGuid(dice),
    },
    password: dice.text(6, digits),
    approvalNumber: `济审批许字${left}${year}${right}${serial}号`,
    licenceName: licenceNameOf(subject.item.name),
    licenceNumber: `${subject.region}${day.replaceAll('-', '')}${String(serial).padStart(7, '0')}`,
    clerk: `窗口${dice.between(1, 30)}号`,
  };
}

function licenceNameOf(item: string): string {
  const named = /^.*?证/u.exec(item);
  return named === null ? `${item.replace(/(核发|审批|许可|审查|备案)$/u, '')}许可证` : named[0];
}
