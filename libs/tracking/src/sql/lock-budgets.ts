import { departmentName, type DepartmentRef, type Tx } from '#base/contracts';
import { textArray } from '#base/postgres';

/** How many reminders the departments got in the hour, by name; the rows stay locked until commit, in one order for everybody. */
export async function lockBudgets(
  tx: Tx,
  departments: readonly DepartmentRef[],
  hour: Date,
): Promise<ReadonlyMap<string, number>> {
  if (departments.length === 0) return new Map();
  const { rows } = await tx.query<DepartmentRef & { readonly sent: number }>(
    `insert into feedback.reminder_hour as held (region, department, hour)
     select distinct region, department, $3::timestamptz
       from unnest($1::text[], $2::text[]) as asked (region, department)
      order by region, department
         on conflict (region, department, hour) do update set sent = held.sent
     returning region, department, sent`,
    [
      textArray(departments.map(({ region }) => region)),
      textArray(departments.map(({ department }) => department)),
      hour,
    ],
  );
  return new Map(rows.map((row) => [departmentName(row), row.sent]));
}
