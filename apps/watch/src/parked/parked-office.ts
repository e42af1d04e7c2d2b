import type { z } from 'zod';
import type { Clock } from '#base/contracts';
import type { retryBody } from '#libs/api';
import {
  CodeDesk,
  FuseDesk,
  groupSelection,
  ParkedDesk,
  type CodeName,
  type ParkedSelection,
  type ReportStore,
} from '#libs/reporting';

/** How many records a decision moved; the numbers of the first of them. */
export interface Moved {
  readonly count: number;
  readonly ids: readonly string[];
}

/** A code that operators added, with what it means. */
export interface AddedCode extends CodeName {
  readonly canonical: string;
}

type Which = z.infer<typeof retryBody>['which'];

const mostShown = 1000;

/** Where those who come over HTTP decide about what is parked; every decision is audited by the desks behind it. */
export class ParkedOffice {
  readonly codes: CodeDesk;
  readonly fuses: FuseDesk;
  private readonly desk: ParkedDesk;

  constructor(
    private readonly store: ReportStore,
    clock: Clock,
  ) {
    this.codes = new CodeDesk(store.plane, clock);
    this.fuses = new FuseDesk(store.plane, clock);
    this.desk = new ParkedDesk(store.plane, clock);
  }

  /** Hands what is meant to normalise; null when it is a group that is not there. */
  async retry(which: Which, by: string, why: string): Promise<Moved | null> {
    const ids = await this.idsOf(which);
    if (ids === null) return null;
    const moved = await this.desk.retry(ids, by, why);
    return { count: moved.length, ids: moved.slice(0, mostShown) };
  }

  /** Adds what the unknown code of a record means; answers where it was added, or the sentence that says why not. */
  async addCode(
    id: string,
    canonical: string,
    by: string,
    why: string,
  ): Promise<AddedCode | { readonly sentence: string }> {
    const unknown = await this.codes.unknownCode(id);
    if (unknown === null) return { sentence: `编号 ${id} 不是因代码未知而隔离的记录。` };
    // It brings the connectors' drivers: loaded when somebody asks.
    const { placeUnknownCode } = await import('#libs/operating');
    const place = await placeUnknownCode(this.store.database, unknown, canonical);
    if ('sentence' in place) return place;
    const { source, stream, raw } = unknown;
    const name = { source, stream, field: place.field, raw };
    await this.codes.add(name, canonical, by, why);
    return { ...name, canonical };
  }

  private async idsOf(which: Which): Promise<readonly string[] | null> {
    if ('ids' in which) return which.ids;
    const selection = await this.selectionOf(which);
    return selection === null ? null : this.desk.ids(selection);
  }

  private async selectionOf(which: Exclude<Which, { ids: unknown }>): Promise<ParkedSelection | null> {
    if ('group' in which) return groupSelection(this.store, which.group);
    if ('all' in which) return { states: ['parked'] };
    const { case: caseNumber, ...columns } = which.filter;
    const given = Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
    return { ...given, caseNumber: caseNumber?.trim().toUpperCase() ?? null, states: ['parked'] };
  }
}
