import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { brandAs, type DepartmentRef, type Principal } from '#base/contracts';
import type { Reach, SignedIn } from '#libs/access';

/** Whoever asks, as the guard let them in: who they are and how far they reach. */
export class Access {
  constructor(
    readonly principal: Principal | null,
    readonly reach: Reach,
    /** The person's session and its secret; null for machines and at open doors. */
    readonly session: { readonly secret: string; readonly signedIn: SignedIn } | null,
  ) {}

  /** The department that whoever asks works for; null for those of the hub or of a region. */
  get department(): DepartmentRef | null {
    const { region = null, department = null } = this.principal?.place ?? {};
    return region === null || department === null
      ? null
      : { region: brandAs(region), department: brandAs(department) };
  }

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
