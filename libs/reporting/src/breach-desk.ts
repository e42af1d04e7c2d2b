import type { CaseRef, Clock, Tx } from '#base/contracts';
import { writeAudit, type Database } from '#base/postgres';
import { askBreachesAgain, decideBreach, linkBreach, type BreachVerdict } from './sql/decide-breach.js';
import { selectBreaches, type BreachEntry } from './sql/select-breaches.js';

/** States in which nobody has been told, and a person or a licence may still change that. */
export const untoldStates = ['nobody', 'ambiguous', 'waiting', 'quiet'] as const;

/** Where people see which supervision records reached an approval bureau, and decide about those the hub does not guess. */
export class BreachDesk {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Breaches in these states, or all of them. */
  list(states: readonly string[] | null): Promise<readonly BreachEntry[]> {
    return selectBreaches(this.database, { states, id: null, number: null, about: null });
  }

  /** Breaches of the record with this number. */
  ofRecord(number: string): Promise<readonly BreachEntry[]> {
    return selectBreaches(this.database, { states: null, id: null, number, about: null });
  }

  /** Breaches that concern the case, or may. */
  ofCase(about: CaseRef): Promise<readonly BreachEntry[]> {
    return selectBreaches(this.database, { states: null, id: null, number: null, about });
  }

  /** Notes which of the candidates it concerns; null where the breach is not open or one of the numbers is none of its candidates. */
  async match(
    id: string,
    numbers: readonly string[],
    decision: Pick<BreachVerdict, 'by' | 'why'>,
  ): Promise<readonly CaseRef[] | null> {
    const [breach] = await selectBreaches(this.database, { states: null, id, number: null, about: null });
    const cases = (breach?.candidates ?? []).filter(({ caseNumber }) => numbers.includes(caseNumber));
    if (new Set(cases.map(({ caseNumber }) => caseNumber)).size !== new Set(numbers).size) return null;
    return (await this.#decide({ id, cases, ...decision })) ? cases : null;
  }

  /** Notes that nobody has to be told of it, as it stands now; false when it is not open. */
  dismiss(id: string, decision: Pick<BreachVerdict, 'by' | 'why'>): Promise<boolean> {
    return this.#decide({ id, cases: null, ...decision });
  }

  /** Notes that it is the penalty that another record has told, as the hub suspected; false where it did not. */
  same(id: string, decision: Pick<BreachVerdict, 'by' | 'why'>): Promise<boolean> {
    const at = this.clock.now();
    return this.#audited('breach.same', id, decision, { why: decision.why }, (tx) =>
      linkBreach(tx, { id, at, ...decision }),
    );
  }

  /** Has normalise look again at breaches nobody was told of; answers how many. Those kept quiet are told then. */
  retry(
    which: { readonly id: string | null; readonly source: string | null; readonly states: readonly string[] },
    by: string,
  ): Promise<number> {
    const at = this.clock.now();
    return this.database.transaction(async (tx) => {
      const asked = await askBreachesAgain(tx, which, at);
      const subject = which.id ?? which.source ?? 'all';
      await writeAudit(tx, {
        at,
        by,
        action: 'breach.retry',
        subject,
        detail: { states: which.states.join(','), asked },
      });
      return asked;
    });
  }

  #decide(verdict: Omit<BreachVerdict, 'at'>): Promise<boolean> {
    const at = this.clock.now();
    const { id, why, cases } = verdict;
    const detail = { cases: cases?.map(({ caseNumber }) => caseNumber).join(',') ?? null, why };
    return this.#audited(cases === null ? 'breach.dismiss' : 'breach.match', id, verdict, detail, (tx) =>
      decideBreach(tx, { ...verdict, at }),
    );
  }

  /** A verdict and its line in the audit, or neither. */
  #audited(
    action: string,
    subject: string,
    { by }: Pick<BreachVerdict, 'by'>,
    detail: Readonly<Record<string, string | null>>,
    work: (tx: Tx) => Promise<boolean>,
  ): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      if (!(await work(tx))) return false;
      await writeAudit(tx, { at: this.clock.now(), by, action, subject, detail });
      return true;
    });
  }
}
