import type { Tx } from '#base/contracts';

/** Where an edition comes from: the files of an installation, or an approved draft. */
export type EditionOrigin = 'files' | 'approval';

/** Opens a new edition and returns its number. */
export async function insertEdition(tx: Tx, digest: string, origin: EditionOrigin): Promise<number> {
  const { rows } = await tx.query<{ number: number }>(
    'insert into policy.edition (digest, origin) values ($1, $2) returning number',
    [digest, origin],
  );
  return rows[0]?.number ?? 0;
}
