import type { FamilySettings } from './settings.js';
import type { Cell, TableRow } from './source-line.js';

/** The fields of the columns (null for one that is not read), or why the headings do not fit. */
export type HeadingVerdict =
  { readonly fields: readonly (string | null)[]; readonly rows: number } | { readonly refusal: string };

/** How a department's headings become field names; full-width forms, blanks and line breaks make no difference. */
export class HeadingMap {
  readonly #fields: ReadonlyMap<string, string>;
  readonly #ignored: ReadonlySet<string>;
  readonly #required: readonly string[];
  readonly #rows: 1 | 2;

  constructor(settings: FamilySettings) {
    const given = Object.entries(settings.headings);
    const optional = new Set(settings.optional.map(plain));
    this.#fields = new Map(given.map(([heading, field]) => [plain(heading), field]));
    this.#ignored = new Set(settings.ignore.map(plain));
    this.#required = given.map(([heading]) => heading).filter((heading) => !optional.has(plain(heading)));
    this.#rows = settings.headingRows;
  }

  /** The field of a heading; null when it is to be ignored, undefined when nobody knows it. */
  fieldOf(heading: string): string | null | undefined {
    const name = plain(heading);
    return this.#ignored.has(name) ? null : this.#fields.get(name);
  }

  /** The headings that must be there and are not. */
  missing(fields: ReadonlySet<string>): readonly string[] {
    return this.#required.filter((heading) => !fields.has(this.#fields.get(plain(heading)) ?? ''));
  }

  /** Finds the heading row among the first rows: the first that has every required heading. */
  find(rows: readonly TableRow[]): HeadingVerdict {
    let best: { readonly names: readonly string[]; readonly known: number } = { names: [], known: -1 };
    for (let place = 0; place + this.#rows <= rows.length; place += 1) {
      const names = this.#namesAt(rows, place);
      const fields = names.map((name) => this.fieldOf(name));
      const known = new Set(fields.filter((field) => typeof field === 'string'));
      if (this.missing(known).length === 0) return this.#verdict(names, place + this.#rows);
      if (known.size > best.known) best = { names, known: known.size };
    }
    const known = new Set(best.names.flatMap((name) => this.fieldOf(name) ?? []));
    const missing = this.missing(known).join('”“');
    return { refusal: `表头缺少“${missing}”${this.#strangers(best.names)}` };
  }

  #verdict(names: readonly string[], rows: number): HeadingVerdict {
    const strangers = this.#strangers(names);
    if (strangers !== '') return { refusal: `表头与约定不符${strangers}` };
    const fields = names.map((name) => this.fieldOf(name) ?? null);
    const taken = fields.filter((field) => field !== null);
    const twice = taken.find((field, place) => taken.indexOf(field) !== place);
    return twice === undefined ? { fields, rows } : { refusal: `有两列表头都对应字段 ${twice}` };
  }

  #strangers(names: readonly string[]): string {
    const unknown = names.filter((name) => plain(name) !== '' && this.fieldOf(name) === undefined);
    return unknown.length === 0
      ? ''
      : `，没有约定的表头：“${unknown
          .slice(0, 10)
          .map((name) => name.slice(0, 40))
          .join('”“')}”`;
  }

  /** One row of names; over two rows a merged parent stands before its children. */
  #namesAt(rows: readonly TableRow[], place: number): readonly string[] {
    const parents = (rows[place]?.cells ?? []).map(textOf);
    if (this.#rows === 1) return parents;
    const children = (rows[place + 1]?.cells ?? []).map(textOf);
    let parent = '';
    return Array.from({ length: Math.max(parents.length, children.length) }, (_, column) => {
      const own = parents[column] ?? '';
      const child = children[column] ?? '';
      parent = own === '' && child !== '' ? parent : own;
      if (child === '') return own;
      const joined = `${parent}/${child}`;
      return this.fieldOf(joined) === undefined && this.fieldOf(child) !== undefined ? child : joined;
    });
  }
}

function plain(heading: string): string {
  return heading.normalize('NFKC').replaceAll(/[\s\uFEFF]+/g, '');
}

function textOf(cell: Cell): string {
  return typeof cell === 'string' ? cell.trim() : '';
}
