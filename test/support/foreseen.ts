import { brandAs, type Queryable, type RecordToPut, type SourceId } from '#base/contracts';
import type { PolicyEdition } from '#libs/catalogue';
import { foreseeRoutes } from '#libs/operating';

/** What a preview of new rows says would be told: case, department, kind, what it says, what is owed for it. */
export async function foreseen(
  database: Queryable,
  source: string,
  policy: PolicyEdition,
  rows: readonly RecordToPut[],
  now: Date,
): Promise<readonly string[]> {
  const puts = rows.map((put) => ({ put, verdict: 'insert' as const }));
  const cases = await foreseeRoutes(database, brandAs<SourceId>(source), policy, puts, now);
  return cases.flatMap(({ caseNumber, tells }) =>
    tells.map(({ to, kind, says, deadlines }) => {
      const owed = deadlines.map(({ expects }) => expects).join('+');
      return `${caseNumber} ${to} ${kind} ${says} ${owed}`;
    }),
  );
}
