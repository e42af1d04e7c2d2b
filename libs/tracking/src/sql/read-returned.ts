import {
  brandAs,
  type CaseRef,
  type ClaimMode,
  type MessageKind,
  type PlannedDeadline,
  type ReceiptType,
  type TimeUnit,
  type Tx,
} from '#base/contracts';
import { textArray } from '#base/postgres';
import type { ReturnedDelivery } from '../plan-rerouting.js';

interface Place {
  readonly region: string;
  readonly department: string;
}

interface Row {
  readonly deliveryId: string;
  readonly messageId: string;
  readonly kind: MessageKind;
  readonly region: string;
  readonly from: Place;
  readonly to: Place;
  readonly key: string;
  readonly source: string | null;
  readonly caseNumber: string | null;
  readonly item: string | null;
  readonly clauseId: string | null;
  readonly clauseVersion: number | null;
  readonly claimMode: ClaimMode;
  readonly receipts: readonly ReceiptType[];
  readonly body: Readonly<Record<string, unknown>>;
  readonly limits: readonly {
    readonly expects: PlannedDeadline['expects'];
    readonly amount: number;
    readonly unit: TimeUnit;
  }[];
  readonly told: readonly Place[];
}

/** Returned deliveries nobody has decided about yet, of those asked for, locked until the transaction ends. */
export async function readReturned(
  tx: Tx,
  deliveries: readonly string[],
): Promise<readonly ReturnedDelivery[]> {
  const { rows } = await tx.query<Row>(
    `select d.id as "deliveryId", m.id as "messageId", m.kind, m.region, m.key, m.source, m.case_no as "caseNumber", m.item,
            json_build_object('region', m.from_region, 'department', m.from_department) as "from",
            json_build_object('region', d.region, 'department', d.department) as "to",
            m.clause_id as "clauseId", m.clause_version as "clauseVersion", d.claim_mode as "claimMode", m.receipts, m.body,
            (select coalesce(json_agg(json_build_object('expects', l.expects, 'amount', l.limit_amount, 'unit', l.limit_unit)
                                      order by l.expects desc), '[]')
               from feedback.deadline l where l.delivery_id = d.id) as limits,
            (select coalesce(json_agg(json_build_object('region', e.region, 'department', e.department)), '[]')
               from feedback.message o join feedback.delivery e on e.message_id = o.id
              where o.source = m.source and o.case_no = m.case_no and o.kind = m.kind) as told
       from feedback.rerouting r
       join feedback.delivery d on d.id = r.delivery_id
       join feedback.message m on m.id = d.message_id
      where r.delivery_id = any ($1::text[]::uuid[]) and r.resolved_at is null
      order by r.delivery_id
        for update of r`,
    [textArray(deliveries)],
  );
  return rows.map(toReturned);
}

function toReturned(row: Row): ReturnedDelivery {
  const place = ({ region, department }: Place) => ({
    region: brandAs<ReturnedDelivery['region']>(region),
    department: brandAs<ReturnedDelivery['to']['department']>(department),
  });
  const about: CaseRef | null =
    row.source === null || row.caseNumber === null
      ? null
      : { source: brandAs(row.source), caseNumber: brandAs(row.caseNumber) };
  return {
    deliveryId: row.deliveryId,
    messageId: row.messageId,
    kind: row.kind,
    region: brandAs(row.region),
    from: place(row.from),
    to: place(row.to),
    key: row.key,
    about,
    item: row.item === null ? null : brandAs(row.item),
    clause: row.clauseId === null ? null : { id: row.clauseId, version: row.clauseVersion ?? 0 },
    claimMode: row.claimMode,
    receipts: row.receipts,
    limits: row.limits.map(({ expects, amount, unit }) => ({ expects, limit: { amount, unit } })),
    body: row.body,
    told: row.told.map(place),
  };
}
