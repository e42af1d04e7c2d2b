import {
  isolate,
  type CaseNumber,
  type Clock,
  type RecordToPut,
  type SourceId,
  type Transactions,
  type Tx,
} from '#base/contracts';
import { isSharedFault, park, refusesData, type FenceCounts, type ParkedRow } from '#base/postgres';
import { kindDefinition } from '#base/model';
import { lockCases, putRecords, refreshCaseStatus, supervisionKeys } from '#libs/records';
import { streamOf, type Entry } from './map-batch.js';
import { parkedRecord, brokenOff } from './read-raw.js';
import type { BreachRouter, BreachStates } from './breach-router.js';
import type { CaseRouter, Moment, PolicySource } from './case-router.js';
import { cutByQuiet, quietCases } from './quiet-cases.js';

/** Who lets entries in and closes behind them: the live batch moves the fence, a release settles parked rows. */
export interface Gate {
  /** Runs first in the transaction; answers the entries that are still to be done. */
  open(tx: Tx, entries: readonly Entry[], at: Date): Promise<readonly Entry[]>;
  /** Runs last in the transaction. */
  close(tx: Tx, entries: readonly Entry[], counts: FenceCounts): Promise<void>;
  /** Whether every case is routed again, changed or not. */
  readonly routesAll: boolean;
}

/** What a commit did, for metrics and log lines. */
export interface Committed extends FenceCounts {
  readonly messages: number;
  /** The streams of the records that PostgreSQL refused, one each. */
  readonly refused: readonly string[];
  /** The streams of the records that wait behind a parked one of their case, one each; and of those that went past it. */
  readonly waiting: readonly string[];
  readonly passed: readonly string[];
  /** How supervision records that found a breach were decided. */
  readonly breaches: BreachStates;
}

const nothing: Committed = {
  taken: 0,
  unified: 0,
  unchanged: 0,
  parked: 0,
  messages: 0,
  refused: [],
  waiting: [],
  passed: [],
  breaches: [],
};

/**
 * The one transaction of normalise: records, history, case status, routes, messages, parked rows and the gate commit together.
 * What cannot be committed, whether PostgreSQL refuses it or our own code breaks off on it, is found by halving and parked alone.
 */
export class CommitEntries {
  constructor(
    private readonly database: Transactions,
    private readonly policy: PolicySource,
    private readonly router: CaseRouter,
    private readonly breaches: BreachRouter,
    private readonly clock: Clock,
  ) {}

  async commit(source: SourceId, entries: readonly Entry[], gate: Gate): Promise<Committed> {
    let done = nothing;
    for (const piece of cutByQuiet(entries)) done = addUp(done, await this.#commitPiece(source, piece, gate));
    return done;
  }

  async #commitPiece(source: SourceId, entries: readonly Entry[], gate: Gate): Promise<Committed> {
    const done = await isolate(entries, {
      handle: (some) => this.#together(source, some, gate),
      isShared: isSharedFault,
      park: (only, fault) => this.#setAside(source, only, gate, fault),
    });
    return done.reduce(addUp, nothing);
  }

  async #together(source: SourceId, entries: readonly Entry[], gate: Gate): Promise<Committed> {
    const edition = await this.policy.current();
    return this.database.transaction((tx) => {
      const moment = { at: this.clock.now(), edition };
      return this.#inside(tx, source, entries, gate, moment);
    });
  }

  async #inside(
    tx: Tx,
    source: SourceId,
    offered: readonly Entry[],
    gate: Gate,
    moment: Moment,
  ): Promise<Committed> {
    const { at } = moment;
    const entries = await gate.open(tx, offered, at);
    const { puts, parked } = sortOut(entries);
    const result = await putRecords(tx, source, puts, at);
    const moved = await refreshCaseStatus(tx, source, [...result.touched], at);
    const all = gate.routesAll ? casesOf(entries) : null;
    if (all !== null) await lockCases(tx, source, all);
    const changed = { decisive: all ?? [...result.decisive], moved: all ?? moved };
    const routed = await this.router.route(tx, source, changed, entries, moment);
    const supervision = gate.routesAll ? supervisionKeys(puts) : result.supervision;
    const breaches = await this.breaches.route(tx, supervision, new Set(quietCases(entries).keys()), moment);
    await park(tx, [...parked, ...routed.parked], at);
    const counts = {
      taken: entries.length,
      unified: result.unified,
      unchanged: result.unchanged,
      parked: parked.length,
    };
    await gate.close(tx, entries, counts);
    return { ...counts, messages: routed.messages, refused: [], ...orderOf(entries), breaches };
  }

  async #setAside(source: SourceId, only: Entry, gate: Gate, fault: unknown): Promise<Committed> {
    // Parking itself failed: whatever is wrong, it is not what is in the record.
    if ('parked' in only) throw fault;
    const parked = parkedRecord(only.put, 'put', refusesData(fault) ? refusedByDatabase : brokenOff(fault));
    const { put: _, ...placed } = only;
    const refused = {
      ...placed,
      parked: only.quiet === undefined ? parked : { ...parked, quiet: only.quiet },
    };
    return { ...(await this.#together(source, [refused], gate)), refused: [only.put.stream] };
  }
}

const refusedByDatabase = {
  code: 'HUB_RECORD_REFUSED',
  field: null,
  sentence: '数据库拒绝保存该记录（含有无法存储的字符或超出范围的数值）；请数据来源部门更正后重新报送。',
} as const;

function sortOut(entries: readonly Entry[]): { readonly puts: RecordToPut[]; readonly parked: ParkedRow[] } {
  const puts: RecordToPut[] = [];
  const parked: ParkedRow[] = [];
  for (const entry of entries) {
    if ('put' in entry) puts.push(entry.put);
    else parked.push(entry.parked);
  }
  return { puts, parked };
}

function orderOf(entries: readonly Entry[]): Pick<Committed, 'waiting' | 'passed'> {
  const waits = (entry: Entry) =>
    'parked' in entry && entry.parked.cause === 'waiting' ? [streamOf(entry)] : [];
  return {
    waiting: entries.flatMap(waits),
    passed: entries.flatMap((entry) => (entry.passes === true ? [streamOf(entry)] : [])),
  };
}

function casesOf(entries: readonly Entry[]): readonly CaseNumber[] {
  const puts = entries.flatMap((entry) => ('put' in entry ? [entry.put.record] : []));
  return [
    ...new Set(puts.filter(({ kind }) => kindDefinition(kind).ofCase).map(({ caseNumber }) => caseNumber)),
  ];
}

function addUp(first: Committed, second: Committed): Committed {
  return {
    taken: first.taken + second.taken,
    unified: first.unified + second.unified,
    unchanged: first.unchanged + second.unchanged,
    parked: first.parked + second.parked,
    messages: first.messages + second.messages,
    refused: [...first.refused, ...second.refused],
    waiting: [...first.waiting, ...second.waiting],
    passed: [...first.passed, ...second.passed],
    breaches: [...first.breaches, ...second.breaches],
  };
}
