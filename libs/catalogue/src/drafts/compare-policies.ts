import { departmentName, type MessageKind } from '#base/contracts';
import { clauseDigest } from '../digest.js';
import type { ClauseEntry, PolicyContent, TransferEntry } from '../policy-content.js';
import type { ChangedHands, ChangedMessages } from './policy-effect.js';

interface Dated {
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** Which items change hands and which departments gain or lose messages, from `today` on. Pure. */
export function comparePolicies(
  before: PolicyContent,
  after: PolicyContent,
  today: string,
): { readonly hands: readonly ChangedHands[]; readonly messages: readonly ChangedMessages[] } {
  const names = new Map<string, string>(
    [...before.items, ...after.items].map((item) => [item.code, item.name]),
  );
  const named = <Entry extends { readonly item: string }>(
    entry: Entry,
  ): Entry & { readonly name: string } => ({
    ...entry,
    name: names.get(entry.item) ?? entry.item,
  });
  return {
    hands: changedHands(before, after, today).map(named),
    messages: changedMessages(before, after, today).map(named),
  };
}

function lasting(dated: Dated, today: string): boolean {
  return dated.validTo === null || dated.validTo >= today;
}

function changedHands(
  before: PolicyContent,
  after: PolicyContent,
  today: string,
): readonly Omit<ChangedHands, 'name'>[] {
  const held = runsOf(before, today);
  const given = runsOf(after, today);
  const taken = [...given]
    .filter(([key]) => !held.has(key))
    .map(([, { region, item, validFrom }]) => ({ region, item, to: 'bureau', on: validFrom }) as const);
  const lost = [...held].flatMap(([key, { region, item, validTo }]) => {
    const now = given.get(key);
    const on = now === undefined ? null : now.validTo;
    if (now !== undefined && (on === null || on === validTo)) return [];
    return [{ region, item, to: 'department', on } as const];
  });
  return [...taken, ...lost];
}

/** The last run of each listed item that has not ended. */
function runsOf({ transfers }: PolicyContent, today: string): ReadonlyMap<string, TransferEntry> {
  return new Map(
    transfers
      .filter((entry) => lasting(entry, today))
      .toSorted((one, other) => (one.validFrom < other.validFrom ? -1 : 1))
      .map((entry) => [`${entry.region} ${entry.item}`, entry]),
  );
}

interface Rule {
  readonly clause: ClauseEntry;
  readonly department: string;
  readonly kind: MessageKind;
  readonly region: string;
  readonly item: string;
}

function changedMessages(
  before: PolicyContent,
  after: PolicyContent,
  today: string,
): readonly Omit<ChangedMessages, 'name'>[] {
  const held = rulesOf(before, today);
  const given = rulesOf(after, today);
  const gained = [...given].flatMap(([key, rule]) => {
    const earlier = held.get(key);
    if (earlier === undefined) return [told('gains', rule)];
    return sameTerms(earlier.clause, rule.clause) ? [] : [told('terms', rule)];
  });
  const lost = [...held].filter(([key]) => !given.has(key)).map(([, rule]) => told('loses', rule));
  return [...gained, ...lost];
}

function told(change: ChangedMessages['change'], rule: Rule): Omit<ChangedMessages, 'name'> {
  const { clause, ...rest } = rule;
  return { change, ...rest, clause: `${clause.id} 第 ${clause.version} 版` };
}

function sameTerms(one: ClauseEntry, other: ClauseEntry): boolean {
  return clauseDigest(one) === clauseDigest(other) && one.validTo === other.validTo;
}

/** The newest lasting clause of each rule. A licence decision is told only where the item is transferred. */
function rulesOf(content: PolicyContent, today: string): ReadonlyMap<string, Rule> {
  const transferred = runsOf(content, today);
  const rules = content.clauses
    .filter((clause) => lasting(clause, today))
    .filter(({ kind, region, item }) => kind !== 'license-decision' || transferred.has(`${region} ${item}`))
    .toSorted((one, other) => one.version - other.version)
    .flatMap((clause) =>
      clause.targets.map(departmentName).map((department): Rule => {
        const { kind, region, item } = clause;
        return { clause, department, kind, region, item };
      }),
    );
  return new Map(rules.map((rule) => [`${rule.kind} ${rule.region} ${rule.item} ${rule.department}`, rule]));
}
