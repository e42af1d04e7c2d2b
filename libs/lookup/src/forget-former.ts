import type { Tx } from '#base/contracts';
import { writeAudit } from '#base/postgres';
import { deleteFormer } from './sql/delete-former.js';

/** Who changed the vault's key, when and why. */
interface KeyChange {
  readonly keyId: string;
  readonly by: string;
  readonly why: string;
  readonly at: Date;
}

/**
 * Drops every answer that a former key of the vault sealed, and notes how many. They could not be found any more: the digest of a question is keyed, too. Answers
 * are asked for again; nothing that a retired key opens stays behind.
 */
export async function forgetFormer(tx: Tx, { keyId, by, why, at }: KeyChange): Promise<number> {
  const answers = await deleteFormer(tx, keyId);
  if (answers > 0)
    await writeAudit(tx, { at, by, action: 'lookup.forget', subject: keyId, detail: { answers, why } });
  return answers;
}
