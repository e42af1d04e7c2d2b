import type { Place, Queryable, Role } from '#base/contracts';

/** A new account as it is kept. */
export interface NewAccountRow {
  readonly name: string;
  readonly title: string;
  readonly role: Role;
  readonly place: Place;
  readonly password: string;
  readonly by: string;
  readonly at: Date;
}

/** Adds an account whose first password must be changed; false when the name is taken. */
export async function insertAccount(database: Queryable, row: NewAccountRow): Promise<boolean> {
  const { rowCount } = await database.query(
    `insert into access.account (name, title, role, region, department, password, must_change, created_at, created_by, password_at)
     values ($1, $2, $3, $4, $5, $6, true, $7, $8, $7)
         on conflict (name) do nothing`,
    [row.name, row.title, row.role, row.place.region, row.place.department, row.password, row.at, row.by],
  );
  return rowCount === 1;
}
