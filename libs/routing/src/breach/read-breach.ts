import { beijingDay, type PenaltyIdentity, type RecordFacts, ownField } from '#base/contracts';
import type { Breach, BreachContent, SupervisionFacts } from './breach.js';
import { penaltyKindsOf } from './penalty-kinds.js';
import { decisionNumberOf } from './same-decision.js';

/** Reads a supervision record for what an approval bureau has to know of it. Pure; personal data stays in `holder…` and the body. */
export function readBreach(record: SupervisionFacts): Breach {
  const { kind, facts, removed } = record;
  const read = readers[kind](facts);
  const decided = kind === 'penalty' || kind === 'creditPenalty' ? penaltyIdentity(read, facts) : null;
  return { ...read, penalty: decided, ...(removed && { standing: 'sound' }) };
}

type Read = Omit<Breach, 'penalty'>;

const readers: Readonly<Record<SupervisionFacts['kind'], (facts: RecordFacts) => Read>> = {
  inspection: readInspection,
  penalty: readPenalty,
  enforcement: readEnforcement,
  creditPenalty: readCreditPenalty,
};

function penaltyIdentity(
  { holderId, holderName, agencyUscc }: Read,
  facts: RecordFacts,
): PenaltyIdentity | null {
  const decisionNumber = decisionNumberOf(text(facts, 'decisionNumber'));
  if (decisionNumber === null) return null;
  return { decisionNumber, agencyUscc, agencyName: text(facts, 'agencyName'), holderId, holderName };
}

/** 检查: only what does not conform; 基本符合 leaves the licence alone. */
function readInspection(facts: RecordFacts): Read {
  const result = text(facts, 'checkResult') ?? 'CONFORMING';
  return {
    ...supervised(facts),
    touchesLicence: false,
    day: day(facts, 'checkedOn'),
    standing: result === 'NOT_CONFORMING' ? 'breach' : 'sound',
    missing: '',
    content: checkResult(day(facts, 'checkedOn'), result, 'NOT_STATED', [
      text(facts, 'actionName'),
      text(facts, 'checkMode'),
    ]),
  };
}

/** 强制: a measure is taken because something was found, so it goes as a result that is in the hands of enforcement. */
function readEnforcement(facts: RecordFacts): Read {
  const started = day(facts, 'startedAt');
  return {
    ...supervised(facts),
    touchesLicence: false,
    day: started,
    standing: 'breach',
    missing: '',
    content: checkResult(started, 'NOT_CONFORMING', 'ENFORCEMENT', [
      text(facts, 'actionName'),
      titled('决定书', text(facts, 'decisionNumber')),
      titled('违法事实', text(facts, 'facts')),
      titled('强制结果', text(facts, 'outcome')),
    ]),
  };
}

/** 处罚: from its decision on; a case that is only filed may still end without a penalty. */
function readPenalty(facts: RecordFacts): Read {
  const kind = text(facts, 'penaltyKind');
  return {
    ...supervised(facts),
    namesLicence: texts(facts, ['outcome', 'otherHandling']),
    ...penaltyOf(facts, kind === null ? [] : [kind]),
  };
}

/** 双公示处罚: the same decision as the credit platform publishes it; 撤销 and 无效 withdraw it. */
function readCreditPenalty(facts: RecordFacts): Read {
  const kinds = penaltyKindsOf(texts(facts, ['penaltyCategory', 'secondCategory', 'withdrawnLicence']));
  const decided = penaltyOf(facts, kinds);
  const withdrawn = ['REVOKED', 'INVALID'].includes(text(facts, 'state') ?? '');
  return {
    holderId: text(facts, 'counterpartyUscc') ?? text(facts, 'personId'),
    holderName: text(facts, 'counterpartyName'),
    itemCodes: [],
    namesLicence: texts(facts, ['withdrawnLicence']),
    agencyUscc: text(facts, 'agencyUscc'),
    ...decided,
    touchesLicence: decided.touchesLicence || text(facts, 'withdrawnLicence') !== null,
    standing: withdrawn ? 'sound' : decided.standing,
  };
}

function penaltyOf(
  facts: RecordFacts,
  kinds: readonly string[],
): Pick<Breach, 'touchesLicence' | 'day' | 'standing' | 'missing' | 'content'> {
  const amount = yuan(facts['fineAmount']);
  const decisionNumber = text(facts, 'decisionNumber');
  const missing = [
    ...(decisionNumber === null ? ['决定书文号'] : []),
    ...(text(facts, 'decidedOn') === null ? ['决定日期'] : []),
    ...(kinds.length === 0 ? ['处罚种类'] : []),
    ...(kinds.includes('FINE') && amount === null ? ['罚款金额'] : []),
  ];
  return {
    touchesLicence: kinds.includes('REVOCATION') || kinds.includes('SUSPENSION'),
    day: day(facts, 'decidedOn'),
    standing: missing.length > 0 ? 'undecided' : 'breach',
    missing: missing.join('、'),
    content: {
      kind: 'penalty-feedback',
      body: {
        decisionNumber: cut(decisionNumber ?? '', 100),
        decidedOn: day(facts, 'decidedOn'),
        kinds,
        ...(amount !== null && { amount }),
        facts: cut(
          sentence(texts(facts, ['facts', 'outcome', 'content', 'withdrawnLicence', 'actionName'])),
          2000,
        ),
        ...basisOf(facts),
      },
    },
  };
}

function basisOf(facts: RecordFacts): { readonly basis?: string } {
  const basis = text(facts, 'basis');
  return basis === null ? {} : { basis: cut(basis, 1000) };
}

function supervised(
  facts: RecordFacts,
): Pick<Breach, 'holderId' | 'holderName' | 'itemCodes' | 'namesLicence' | 'agencyUscc'> {
  return {
    holderId: text(facts, 'counterpartyId'),
    holderName: text(facts, 'counterpartyName'),
    itemCodes: texts(facts, ['itemCode']),
    namesLicence: [],
    agencyUscc: text(facts, 'agencyUscc'),
  };
}

function checkResult(
  inspectedOn: string,
  result: string,
  treatment: string,
  parts: readonly (string | null)[],
): BreachContent {
  const said = sentence(parts.flatMap((part) => part ?? []));
  return { kind: 'check-result', body: { inspectedOn, result, treatment, explanation: cut(said, 2000) } };
}

function text(facts: RecordFacts, name: string): string | null {
  const value = ownField(facts, name);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

function texts(facts: RecordFacts, names: readonly string[]): readonly string[] {
  return names.flatMap((name) => text(facts, name) ?? []);
}

/** Dates are YYYY-MM-DD already; of an instant the Beijing day counts. */
function day(facts: RecordFacts, name: string): string {
  const value = text(facts, name) ?? '';
  if (value.length <= 10) return value;
  const at = Date.parse(value);
  return Number.isNaN(at) ? value.slice(0, 10) : beijingDay(new Date(at));
}

function titled(title: string, value: string | null): string | null {
  return value === null ? null : `${title}：${value}`;
}

function sentence(parts: readonly string[]): string {
  return parts.length === 0 ? '来源未载明。' : `${[...new Set(parts)].join('；')}。`;
}

function cut(value: string, most: number): string {
  return value.slice(0, most).toWellFormed();
}

function yuan(value: unknown): string | null {
  const amount = typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN;
  return Number.isFinite(amount) && amount >= 0 && value !== '' ? amount.toFixed(2) : null;
}
