import type { DepartmentRef, Queryable } from '#base/contracts';

/** Notes a content that the department uploaded; its bytes are nowhere. */
export async function uploadedBy(
  { region, department }: DepartmentRef,
  sha256: string,
  database: Queryable,
): Promise<void> {
  await database.query(
    `insert into feedback.attachment (sha256, name, size, media_type, stored_by, stored_at)
     values ($1, '附件.pdf', 1, 'application/pdf', 'test', now()) on conflict do nothing`,
    [sha256],
  );
  await database.query('insert into feedback.attachment_upload values ($1, $2, $3, now())', [
    sha256,
    region,
    department,
  ]);
}
