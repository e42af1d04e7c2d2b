import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Principal } from '#base/contracts';
import type { Reach, SignedIn } from '#libs/access';

/** Whoever asks, as the guard let them in: who they are and how far they reach. */
export class Access {
  constructor(
    readonly principal: Principal | null,
    readonly reach: Reach,
    /** The person's session and its secret; null for machines and at open doors. */
    readonly session: { readonly secret: string; readonly signedIn: SignedIn } | null,
  ) {}

  /** Who an act is put down to: a person as themselves, a machine with whom it says it acts for. */
  by(stated: string): string {
    if (this.principal?.kind === 'person') return this.principal.name;
    return `${this.principal?.name ?? 'nobody'}:${stated}`;
  }
}

/** A request that the guard let in. */
export interface Admitted {
  readonly access: Access;
}

/** Hands a handler what the guard found out about whoever asks. */
export const Caller = createParamDecorator(
  (_: unknown, context: ExecutionContext): Access => context.switchToHttp().getRequest<Admitted>().access,
);
