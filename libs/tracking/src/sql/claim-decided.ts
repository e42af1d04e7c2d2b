import { brandAs, type DepartmentRef, type Tx } from '#base/contracts';

/** A return a person has decided about; `to` null closes it. */
export interface DecidedRerouting {
  readonly deliveryId: string;
  readonly to: DepartmentRef | null;
}

/** Locks decisions that wait to be carried out; what another relay holds is passed over. */
export async function claimDecided(tx: Tx, limit: number): Promise<readonly DecidedRerouting[]> {
  const { rows } = await tx.query<{
    id: string;
    decision: 'send' | 'close';
    region: string | null;
    department: string | null;
  }>(
    `select delivery_id as id, decision, to_region as region, to_department as department
       from feedback.rerouting
      where decision is not null and resolved_at is null
      order by decided_at
      limit $1
        for update skip locked`,
    [limit],
  );
  return rows.map(({ id, decision, region, department }) => ({
    deliveryId: id,
    to:
      decision === 'close' || region === null || department === null
        ? null
        : { region: brandAs(region), department: brandAs(department) },
  }));
}
