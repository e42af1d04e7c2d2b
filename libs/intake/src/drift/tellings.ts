import type { SeenColumns } from '../sql/withdraw-drift.js';
import type { Difference, DriftKind } from './compare-shapes.js';
import { joinColumns } from './shape.js';

interface Told extends Pick<Difference, 'kind' | 'column'> {
  readonly at: number;
}

/** A difference that stays is written down again so often. */
const tellAgainMs = 60_000;

/** What pages showed beside their contract, until it is written down: a difference that stays is written down again after a minute. */
export class Tellings {
  readonly #found = new Map<string, Difference>();
  readonly #told = new Map<string, Told>();

  /** A difference was seen; unknown codes of a column gather. */
  add(difference: Difference): void {
    const key = keyOf(difference);
    const earlier = this.#found.get(key);
    this.#found.set(key, earlier === undefined ? difference : gathered(earlier, difference));
  }

  /** What is to be written down now. */
  due(at: Date): readonly Difference[] {
    return [...this.#found]
      .filter(([key]) => at.getTime() - (this.#told.get(key)?.at ?? 0) >= tellAgainMs)
      .map(([, difference]) => difference);
  }

  /** These were written down. */
  told(differences: readonly Difference[], at: Date): void {
    for (const { kind, column } of differences) {
      const key = keyOf({ kind, column });
      this.#told.set(key, { kind, column, at: at.getTime() });
      this.#found.delete(key);
    }
  }

  /** Forgets what was seen: what stays will be seen again. A code may have come only once, so it waits while it is still strange. */
  rest(isStrange: (column: string, code: string) => boolean): void {
    for (const [key, difference] of this.#found) {
      const { kind, column, after } = difference;
      const codes = kind === 'codes' ? (after?.codes ?? []).filter((code) => isStrange(column, code)) : [];
      if (after === null || codes.length === 0) this.#found.delete(key);
      else this.#found.set(key, { ...difference, after: { ...after, codes } });
    }
  }

  /** Whether a column that was told to be gone or empty is here again; it may be told once more. */
  takeBack({ present, filled }: SeenColumns): boolean {
    const seen: Partial<Record<DriftKind, ReadonlySet<string>>> = {
      missing: present,
      renamed: present,
      narrowing: filled,
    };
    const back = [...this.#told].filter(
      ([key, { kind, column }]) => seen[kind]?.has(column) === true && !this.#found.has(key),
    );
    for (const [key] of back) this.#told.delete(key);
    return back.length > 0;
  }
}

function keyOf({ kind, column }: Pick<Difference, 'kind' | 'column'>): string {
  return `${kind} ${column}`;
}

function gathered(earlier: Difference, later: Difference): Difference {
  if (later.kind !== 'codes' || earlier.after === null || later.after === null) return later;
  return { ...later, after: joinColumns(earlier.after, later.after) };
}
