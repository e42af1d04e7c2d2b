import type { Clock, Principal, Queryable } from '#base/contracts';
import { noteInJournal } from '#libs/access';
import { asksToReveal, subjectOf, type Asked } from './asked.js';

const nobody = { name: 'unknown', role: null };

/** Where the door notes who asked for what: every change, every refusal and every look at records of persons. */
export class Journal {
  constructor(
    private readonly database: Queryable,
    private readonly clock: Clock,
  ) {}

  /** Keeps one request, before it is answered; `refusal` says why it was turned away. */
  async note(
    asked: Asked,
    principal: Principal | null,
    refusal: { readonly reason: string } | null,
  ): Promise<void> {
    const [method = '', route = ''] = asked.operation.split(' ');
    const { name, role } = principal ?? nobody;
    await noteInJournal(this.database, {
      at: this.clock.now(),
      actor: name,
      role,
      method,
      route,
      address: asked.address,
      ...subjectOf(asked),
      revealed: refusal === null && asksToReveal(asked),
      denial: refusal?.reason ?? null,
    });
  }
}
