import type { Queryable } from '#base/contracts';
import type { SourcesFilter } from '../sources-filter.js';

/** What a column looked like or looks like now. */
export interface DriftShape {
  readonly type: string | null;
  readonly length: number;
  readonly nullable: boolean;
  readonly codes: readonly string[] | null;
}

/** How a column was or is declared by its system. */
export interface DriftDeclaration {
  readonly type: string;
  readonly nullable: boolean;
}

/** A difference between what is read and what was agreed. `parked` counts the records that wait because of its column. */
export interface DriftEntry {
  readonly id: string;
  readonly source: string;
  readonly stream: string;
  readonly kind: 'additive' | 'widening' | 'narrowing' | 'renamed' | 'missing' | 'type' | 'codes';
  readonly column: string;
  readonly before: DriftShape | null;
  readonly after: DriftShape | null;
  readonly declaredBefore: DriftDeclaration | null;
  readonly declaredAfter: DriftDeclaration | null;
  readonly renamedTo: string | null;
  readonly state: 'noted' | 'open' | 'accepted' | 'withdrawn';
  readonly foundAt: Date;
  readonly seenAt: Date;
  readonly settledBy: string | null;
  readonly why: string | null;
  readonly parked: number;
}

/** What to list: one source or all, only what needs a decision or everything. */
export interface DriftFilter extends SourcesFilter {
  readonly openOnly: boolean;
}

/** Differences, the open ones first, then the newest. */
export async function selectDrift(
  database: Queryable,
  { source, openOnly, limit, within = null }: DriftFilter,
): Promise<readonly DriftEntry[]> {
  const { rows } = await database.query<DriftEntry>(
    `select d.id::text as id, d.source, d.stream, d.kind, d.col as column, d.before, d.after,
            d.declared_before as "declaredBefore", d.declared_after as "declaredAfter",
            d.renamed_to as "renamedTo", d.state, d.found_at as "foundAt", d.seen_at as "seenAt",
            d.settled_by as "settledBy", d.why,
            (select count(*)::int from ops.parked p
              where p.source = d.source and p.stream = d.stream and p.state = 'parked' and p.field = d.col) as parked
       from intake.drift d
      where ($1::text is null or d.source = $1) and (not $2 or d.state = 'open')
        and ($4::text is null or d.source like $4)
      order by d.state = 'open' desc, d.id desc
      limit $3`,
    [source, openOnly, limit, within],
  );
  return rows;
}
