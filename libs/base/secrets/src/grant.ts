import type { DepartmentRef } from '#base/contracts';

/** What a department granted: an account to sign in with, a key to call or sign with, or the authority to decide in its name. */
export const rights = { account: '账号', key: '密钥', approval: '审批权限' } as const;
export type Right = keyof typeof rights;

/** Under what a department lets the hub hold a secret. `until` is the last valid day (YYYY-MM-DD), null when no end was agreed. */
export interface Grant extends DepartmentRef {
  readonly right: Right;
  /** The memorandum clause or letter that says so. */
  readonly grantedBy: string;
  readonly until: string | null;
}

/** Who did something to a secret, and why. */
export interface Deed {
  readonly by: string;
  readonly why: string;
}

/** A secret as it may be shown: everything but its value. */
export interface SecretEntry extends Grant {
  readonly name: string;
  readonly version: number;
  /** The first instant at which the grant no longer holds. */
  readonly expiresAt: Date | null;
  /** When and by whom the present value was put in. */
  readonly madeAt: Date;
  readonly madeBy: string;
  /** The key-encryption key that wraps its data key. */
  readonly keyId: string;
}

/** One value a secret has had; `keyId` is null when it was shredded. */
export interface SecretVersion {
  readonly version: number;
  readonly madeAt: Date;
  readonly madeBy: string;
  readonly keyId: string | null;
}
