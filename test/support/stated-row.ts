import { brandAs, type CaseNumber, type RecordToPut, type SourceId, type StreamName } from '#base/contracts';
import { kinds } from '#base/model';

/** The source of every stated row. */
export const statedSource = brandAs<SourceId>('370800.test.front');

/** One row of a case that speaks of its result or its acceptance; what is left out is the same for all. */
export interface Stated {
  readonly rowKey: string;
  /** The result, or the item's code. */
  readonly says: string;
  readonly revision?: number;
  readonly reportedAt?: string | null;
  readonly at?: string;
  readonly readAt?: string;
  readonly removed?: boolean;
  readonly partition?: number;
  readonly offset?: bigint;
}

const usual = {
  revision: 100,
  reportedAt: '2026-03-02T11:00:00+08:00',
  at: '2026-03-02T10:00:00+08:00',
  readAt: '2026-03-02T04:00:00.000Z',
  removed: false,
  partition: 0,
};
let last = 0n;

/** The row as it is put; its offset is the next one unless it is given. */
export function statedRow(kind: 'result' | 'acceptance', number: string, stated: Stated): RecordToPut {
  last += 1n;
  const { rowKey, says, revision, reportedAt, at, readAt, removed, partition, offset } = {
    ...usual,
    offset: last,
    ...stated,
  };
  const said = kind === 'result' ? { result: says, decidedAt: at } : { itemCode: says, acceptedAt: at };
  const values = new Map<string, string | null>(Object.entries({ ...said, reportedAt }));
  return {
    record: {
      kind,
      source: statedSource,
      caseNumber: brandAs<CaseNumber>(number),
      rowKey,
      revision,
      removed,
      values: kinds[kind].fields.map(({ name }) => values.get(name) ?? null),
      originals: {},
      standard: 'shandong-front',
      generation: 'b',
      mappingVersion: 'v1',
      findings: [],
    },
    vanished: false,
    position: { topic: 'hub.raw.370800.test.front', partition, offset },
    hash: `${rowKey}-${says}-${revision}`,
    body: Buffer.from('{}'),
    readAt,
    stream: brandAs<StreamName>(kind),
  };
}
