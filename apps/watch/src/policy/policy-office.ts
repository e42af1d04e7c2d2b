import type { Clock, Transactions } from '#base/contracts';
import {
  PolicyDesk,
  reportLists,
  type DraftView,
  type EditionContent,
  type ListReport,
  type PolicyEffect,
} from '#libs/catalogue';

const keepMs = 3_000;

/** The policy for those who come over HTTP. The edition in force is parsed once for all who ask within three seconds. */
export class PolicyOffice {
  readonly #desk: PolicyDesk;
  #held: { readonly at: number; readonly edition: Promise<EditionContent> } | null = null;

  constructor(
    private readonly database: Transactions,
    private readonly clock: Clock,
  ) {
    this.#desk = new PolicyDesk(database, clock);
  }

  current(): Promise<EditionContent> {
    const at = this.clock.now().getTime();
    if (this.#held !== null && at - this.#held.at < keepMs) return this.#held.edition;
    const edition = this.#desk.current();
    this.#held = { at, edition };
    return edition;
  }

  report(): Promise<ListReport> {
    return reportLists(this.database, this.clock);
  }

  drafts(): Promise<readonly DraftView[]> {
    return this.#desk.list();
  }

  /** What approving a draft now would change. */
  effect(id: number): Promise<PolicyEffect> {
    return this.#desk.preview(id);
  }
}
