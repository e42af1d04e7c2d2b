import type { Tx } from '#base/contracts';
import type { StandardVersion } from './select-standards.js';

/** Keeps a version for good; it is in force from the commit on. */
export async function insertStandard(tx: Tx, given: StandardVersion): Promise<void> {
  const { name, version, path, document, digest, mapping, appliedAt, appliedBy, why } = given;
  await tx.query(
    `insert into intake.standard_version (name, version, path, document, digest, mapping, applied_at, applied_by, why)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [name, version, path, document, digest, mapping, appliedAt, appliedBy, why],
  );
}

/** One person applies at a time; whoever waits sees what the other did. */
export async function lockStandards(tx: Tx): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('intake.standard_version'))`);
}
