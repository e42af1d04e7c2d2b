import { ownField } from '#base/contracts';
import type { Shape } from './shape.js';

/** A column that was never empty is taken for no longer delivered when so many rows in a row are empty in it. */
const enoughRows = 8;

/** Columns that were never empty and have been empty in the last rows: a page of one row proves nothing yet. */
export class Emptied {
  readonly #rows = new Map<string, number>();

  /** What rows show, where a column that is empty in too few rows still looks as agreed, and one that is filled again was empty now and then. */
  settled(contract: Shape, seen: Shape, rows: number): Shape {
    return Object.fromEntries(
      Object.entries(seen).map(([name, shape]) => {
        const agreed = ownField(contract, name);
        const before = this.#rows.get(name) ?? 0;
        if (agreed === undefined || agreed.nullable || shape.type !== null) {
          this.#rows.delete(name);
          return [name, before === 0 ? shape : { ...shape, nullable: true }];
        }
        this.#rows.set(name, before + rows);
        return [name, before + rows < enoughRows ? agreed : shape];
      }),
    );
  }
}
