import { departmentName, type CaseNumber } from '#base/contracts';
import type { ToldMessage } from './route-decision.js';

/** A message about a case as the hub wrote it down; `body` follows the schema of its kind. */
export interface WrittenMessage extends Omit<ToldMessage, 'change' | 'withheld'> {
  readonly caseNumber: CaseNumber;
}

/** What was told, by case. */
export function toldByCase(rows: readonly WrittenMessage[]): ReadonlyMap<CaseNumber, readonly ToldMessage[]> {
  const told = new Map<CaseNumber, ToldMessage[]>();
  for (const { caseNumber, ...row } of rows) {
    const message: ToldMessage = { ...row, change: changeOf(row.body) };
    const own = told.get(caseNumber);
    if (own === undefined) told.set(caseNumber, [message]);
    else own.push(message);
  }
  return told;
}

/** What was told and, of what was withheld, that which concerns departments that were told nothing: the others know more. */
export function withWithheld(
  told: readonly ToldMessage[],
  withheld: readonly ToldMessage[],
): readonly ToldMessage[] {
  const know = new Set(told.map(({ kind, to }) => `${kind} ${departmentName(to)}`));
  const unknown = withheld.filter(({ kind, to }) => !know.has(`${kind} ${departmentName(to)}`));
  return [...told, ...unknown.map((message) => ({ ...message, withheld: true as const }))];
}

/** The hub wrote these bodies itself; those of kinds that take nothing back say of no change. */
function changeOf(body: Readonly<Record<string, unknown>>): ToldMessage['change'] {
  return (body['change'] ?? 'granted') as ToldMessage['change'];
}
