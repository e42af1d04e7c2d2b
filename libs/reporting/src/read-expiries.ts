import type { Queryable } from '#base/contracts';
import { listSecrets } from '#base/secrets';

/** A secret that a department granted until a certain day; `expiresAt` is the first instant after it. */
export interface GrantExpiry {
  readonly region: string;
  readonly department: string;
  readonly name: string;
  readonly expiresAt: Date;
}

/** The grants that end, the first to end first. */
export async function readExpiries(database: Queryable): Promise<readonly GrantExpiry[]> {
  const entries = await listSecrets(database);
  const ending = entries.flatMap(({ region, department, name, expiresAt }) =>
    expiresAt === null ? [] : [{ region, department, name, expiresAt }],
  );
  return ending.sort((a, b) => a.expiresAt.getTime() - b.expiresAt.getTime());
}
