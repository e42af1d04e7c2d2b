import {
  beijingDay,
  departmentName,
  type CaseRef,
  type Item,
  type LicensedCase,
  type RegionCode,
} from '#base/contracts';
import type { MatchInput } from './breach-input.js';

/** Which licences a breach concerns, or why that cannot be said. `by` names what told them apart. */
export type Match =
  | {
      readonly outcome: 'matched';
      readonly by: 'person' | 'licence' | 'item' | 'duty';
      readonly cases: readonly LicensedCase[];
    }
  | { readonly outcome: 'ambiguous'; readonly cases: readonly LicensedCase[]; readonly sentence: string }
  | { readonly outcome: 'nobody'; readonly sentence: string };

/**
 * Matches a breach to licences by holder code and, in this order: what a person chose, the licence number, the supervision item, the one
 * licence the reporter supervises. A name alone, or a code with several licences and nothing that tells them apart, is a person's to decide.
 */
export function matchLicences(input: MatchInput): Match {
  const { breach, candidates, chosen } = input;
  if (chosen !== null) return matchChosen(candidates, chosen);
  const held = candidates.filter((one) => inForce(one, breach.day));
  if (held.length === 0) return nobody('枢纽中没有该主体在当日有效的许可，无审批部门可告知。');
  if (breach.holderId === null)
    return ambiguous(
      held,
      '记录只有名称，没有统一社会信用代码或证件号码，同名不足以认定，请人工确认所涉许可。',
    );
  const numbered = held.filter((one) => namedIn(one, breach.namesLicence));
  if (numbered.length > 0) return { outcome: 'matched', by: 'licence', cases: numbered };
  const item = input.policy.findItem(breach.itemCodes);
  return item === null ? matchByDuty(input, held) : matchByItem(input, held, item);
}

function matchChosen(candidates: readonly LicensedCase[], chosen: readonly CaseRef[]): Match {
  const cases = candidates.filter((one) =>
    chosen.some(({ source, caseNumber }) => source === one.source && caseNumber === one.caseNumber),
  );
  return cases.length === 0
    ? nobody('人工所选的许可办件已作废或不再属于该主体，无审批部门可告知。')
    : { outcome: 'matched', by: 'person', cases };
}

function matchByItem({ policy }: MatchInput, held: readonly LicensedCase[], item: Item): Match {
  const cases = held.filter((one) => policy.findItem(one.itemCodes)?.code === item.code);
  return cases.length === 0
    ? nobody(`该主体没有事项“${item.name}”的有效许可，无审批部门可告知。`)
    : { outcome: 'matched', by: 'item', cases };
}

/** Nothing names the licence: the reporter's own duties may still leave one. */
function matchByDuty(input: MatchInput, held: readonly LicensedCase[]): Match {
  const own = held.filter((one) => supervises(input, one));
  const [only] = own;
  if (only !== undefined && own.length === 1) return { outcome: 'matched', by: 'duty', cases: own };
  if (own.length > 1)
    return ambiguous(
      own,
      '记录没有许可证号，监管事项编码也未登记到许可事项，而该主体有多个许可，请人工确认所涉许可。',
    );
  if (input.breach.touchesLicence)
    return ambiguous(held, '处罚涉及许可证件，但不能确定是哪一个许可，请人工确认所涉许可。');
  return nobody('该主体的许可都不由报送部门监管，也没有写明所涉许可，无审批部门可告知。');
}

/** Whether the boundary list or a clause makes the reporter the supervisor, or the enforcer, of the licence. */
function supervises({ policy, reporter, breach }: MatchInput, one: LicensedCase): boolean {
  const item = policy.findItem(one.itemCodes);
  if (item === null || one.region === null) return false;
  const region = one.region as RegionCode;
  const boundary = policy.boundary(region, item.code, breach.day);
  const clauses = policy.clauses('license-decision', region, item.code, breach.day);
  return [
    ...(boundary?.supervises ?? []),
    ...(boundary?.enforces ?? []),
    ...clauses.map(({ to }) => to),
  ].some((each) => departmentName(each) === departmentName(reporter));
}

/** Granted by that day, and not expired on it. */
function inForce({ decidedAt, validTo }: LicensedCase, day: string): boolean {
  return decidedAt !== null && beijingDay(decidedAt) <= day && (validTo === null || day <= validTo);
}

const shortestNumber = 5;

/** A number is found in a text only as a whole: `A-12` is not in `A-123`. */
function namedIn({ licenceNumber, approvalNumber }: LicensedCase, texts: readonly string[]): boolean {
  return [licenceNumber, approvalNumber].some(
    (number) =>
      number !== null && number.length >= shortestNumber && texts.some((text) => holdsWhole(text, number)),
  );
}

const partOfNumber = /[0-9A-Za-z]/;

function holdsWhole(text: string, number: string): boolean {
  for (let at = text.indexOf(number); at >= 0; at = text.indexOf(number, at + 1)) {
    const around = [text[at - 1] ?? '', text[at + number.length] ?? ''];
    if (!around.some((letter) => partOfNumber.test(letter))) return true;
  }
  return false;
}

function nobody(sentence: string): Match {
  return { outcome: 'nobody', sentence };
}

function ambiguous(cases: readonly LicensedCase[], sentence: string): Match {
  return { outcome: 'ambiguous', cases, sentence };
}
