import type { Place, Queryable, Right, Role } from '#base/contracts';

/** A new token as it is kept. */
export interface NewTokenRow {
  readonly id: string;
  readonly digest: Buffer;
  readonly title: string;
  readonly role: Role;
  readonly place: Place;
  readonly rights: readonly Right[];
  readonly at: Date;
  readonly by: string;
  readonly expiresAt: Date;
}

export async function insertToken(database: Queryable, row: NewTokenRow): Promise<void> {
  await database.query(
    `insert into access.token (id, digest, title, role, region, department, rights, issued_at, issued_by, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      row.id,
      row.digest,
      row.title,
      row.role,
      row.place.region,
      row.place.department,
      row.rights,
      row.at,
      row.by,
      row.expiresAt,
    ],
  );
}
