import { v7 } from 'uuid';
import { brandAs, type Department, type RecordToPut, type SourceId } from '#base/contracts';
import { Database } from '#base/postgres';
import { putRecords, refreshCaseStatus } from '#libs/records';
import { BreachDesk } from '#libs/reporting';
import { OutboxMessageWriter } from '#libs/sending';
import { BreachRouter, type BreachStates } from '../../apps/normalise/src/breach-router.js';
import { CaseRouter } from '../../apps/normalise/src/case-router.js';
import { RetryBreaches } from '../../apps/normalise/src/retry-breaches.js';
import { clauseTo, policyOf, policyWith, to } from './routing-case.js';
import { cloneDatabase, type TestDatabase } from './servers.js';
import { unifiedRow } from './unified-row.js';

/** The approval bureau's system, and the supervisor's. */
export const front = brandAs<SourceId>('370800.xzspj.front');
export const supervisor = brandAs<SourceId>('370800.zjj.supervision');
const bureau: Department = {
  ...to('xzspj'),
  name: '审批局',
  uscc: '11370800MBH700374B',
  role: 'approval',
  partitions: 1,
};
const housing: Department = {
  ...to('zjj'),
  name: '济宁市住房城乡建设局',
  uscc: '113708000043108234',
  role: 'supervision',
  partitions: 1,
};
const policy = policyOf({
  ...policyWith([clauseTo('zjj')]),
  departments: [bureau, housing],
  approvalBureau: () => bureau,
});

/** Licences and supervision records as normalise takes them in, with a clock that stands still, over a database of its own. */
export class BreachOffice {
  now = new Date('2026-11-20T02:00:00Z');
  readonly desk: BreachDesk;
  readonly #router = new BreachRouter(new OutboxMessageWriter(), v7);
  readonly #cases = new CaseRouter(new OutboxMessageWriter(), v7);
  readonly #retry: RetryBreaches;

  private constructor(
    readonly clone: TestDatabase,
    readonly database: Database,
  ) {
    const clock = { now: () => this.now };
    this.desk = new BreachDesk(database, clock);
    this.#retry = new RetryBreaches(database, policy, this.#router, clock, { count: () => undefined });
  }

  static async open(): Promise<BreachOffice> {
    const clone = await cloneDatabase();
    const database = new Database({ url: clone.url, maxConnections: 4, applicationName: 'breach office' });
    return new BreachOffice(clone, database);
  }

  async close(): Promise<void> {
    await this.database.close();
    await this.clone.drop();
  }

  retry(): Promise<number> {
    return this.#retry.retryNext();
  }

  /** Puts supervision records of a source and routes them, as a batch does. */
  inspect(
    records: readonly RecordToPut[],
    quiet: readonly string[] = [],
    source = supervisor,
  ): Promise<BreachStates> {
    return this.database.transaction(async (tx) => {
      const { supervision } = await putRecords(tx, source, records, this.now);
      const moment = { at: this.now, edition: await policy.current() };
      return this.#router.route(tx, supervision, new Set(quiet), moment);
    });
  }

  /** A licence of the holder is granted, as a batch does it. */
  async grant(number: string, holder: string): Promise<void> {
    const item = { itemCode: 'C1', itemName: '施工许可', regionCode: '370800', departmentUscc: bureau.uscc };
    const records = [
      unifiedRow(front, 'application', number, {
        applicantId: holder,
        applicantName: `${holder}公司`,
        appliedAt: '2026-01-01T00:00:00Z',
        ...item,
      }),
      unifiedRow(front, 'acceptance', number, {
        acceptedAt: '2026-01-02T00:00:00Z',
        nationalCatalogCode: 'C1',
        ...item,
      }),
      unifiedRow(front, 'result', number, {
        result: 'GRANTED',
        decidedAt: '2026-01-05T00:00:00Z',
        licenceNumber: `L-${number}`,
      }),
    ];
    await this.database.transaction(async (tx) => {
      const { touched, decisive } = await putRecords(tx, front, records, this.now);
      const moved = await refreshCaseStatus(tx, front, [...touched], this.now);
      await this.#cases.route(tx, front, { decisive: [...decisive], moved }, [], {
        at: this.now,
        edition: await policy.current(),
      });
    });
  }

  /** What was told of a record, in order: the case, and what became of it. */
  async toldOf(number: string): Promise<readonly string[]> {
    const { rows } = await this.database.query<{ told: string }>(
      `select m.case_no || ' ' || (m.body -> 'record' ->> 'change') as told from feedback.message m
        where m.body -> 'record' ->> 'number' = $1 order by m.id`,
      [number],
    );
    return rows.map(({ told }) => told);
  }

  async stateOf(number: string): Promise<string | undefined> {
    return (await this.desk.ofRecord(number))[0]?.state;
  }
}
