import type { CaseRef, PenaltyRecord, SupervisionKey, Tx } from '#base/contracts';
import type { Breach } from '#libs/routing';
import { readToldDecisions } from '#libs/sending';

/** The penalty decisions bureaus have heard of, as far as a batch has been gone through. */
export class ToldDecisions {
  readonly #told: PenaltyRecord[];

  private constructor(told: readonly PenaltyRecord[]) {
    this.#told = [...told];
  }

  /** Reads those that may be the ones these records tell of; until the commit nobody else decides about them. */
  static async read(tx: Tx, breaches: readonly Breach[]): Promise<ToldDecisions> {
    const numbers = breaches.flatMap(({ penalty }) => penalty?.decisionNumber ?? []);
    return new ToldDecisions(await readToldDecisions(tx, numbers));
  }

  /** Those of other kinds and other systems: within one, each record is a penalty of its own. */
  besides({ source, kind }: SupervisionKey): readonly PenaltyRecord[] {
    return this.#told.filter((one) => one.source !== source || one.kind !== kind);
  }

  /** A record of the batch has told its decision just now. */
  note(
    { source, kind, number, rowKey }: SupervisionKey,
    { penalty }: Breach,
    cases: readonly CaseRef[],
  ): void {
    if (penalty !== null) this.#told.unshift({ source, kind, number, rowKey, ...penalty, cases });
  }
}
