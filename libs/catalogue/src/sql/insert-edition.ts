import type { Tx } from '#base/contracts';

/** Opens a new edition and returns its number. */
export async function insertEdition(tx: Tx, digest: string): Promise<number> {
  const { rows } = await tx.query<{ number: number }>(
    'insert into policy.edition (digest) values ($1) returning number',
    [digest],
  );
  return rows[0]?.number ?? 0;
}
