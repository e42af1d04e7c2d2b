import { z } from 'zod';
import { textAt } from '#base/http';

const text = z.string().min(1, '不能为空');

/** Every way of paging, told apart by `kind`. */
export const pagingSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('none').meta({ title: '不分页' }) }),
    z.strictObject({
      kind: z.literal('page').meta({ title: '按页码' }),
      first: z.int({ error: '应为整数' }).min(0).default(1).meta({ title: '首页的页码' }),
    }),
    z.strictObject({ kind: z.literal('offset').meta({ title: '按偏移' }) }),
    z.strictObject({
      kind: z.literal('token').meta({ title: '按应答里的下一页标记' }),
      next: text.meta({ title: '应答里下一页标记的路径' }),
    }),
    z.strictObject({ kind: z.literal('link').meta({ title: '按 Link 头' }) }),
  ],
  { error: '应为 none、page、offset、token 或 link' },
);

/** What paging looks at in an answer. */
export interface Turned {
  readonly rows: number;
  readonly document: unknown;
  readonly link: string | null;
}

/** How one page leads to the next. A place is a text that goes into the checkpoint. */
export interface Paging {
  readonly first: string;
  /** Rows may move from one page to another while they are read, because places are counted. */
  readonly shifts: boolean;
  /** Rows of a later page that the page before has shown already, as proof that nothing slipped through the seam. */
  readonly seam: number;
  /** Template values for a place. */
  values(place: string): Readonly<Record<string, string>>;
  /** Address of a place, where the department gave one. */
  address(place: string): string | null;
  /** Place of the next page; null when this was the last. */
  next(place: string, turned: Turned): string | null;
  accepts(place: string): boolean;
}

const isCount = (place: string): boolean => /^\d{1,15}$/.test(place);
/** One link, and one of its parameters; a quoted value may hold anything. */
const linkValue = /<([^>]*)>((?:\s*;\s*[^\s=;,]+(?:\s*=\s*(?:"[^"]*"|[^\s;,"]+))?)*)/g;
const relation = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i;

/** The address of the next page in a Link header (RFC 8288); null when there is none. */
export function nextLink(header: string | null): string | null {
  for (const [, address = '', parameters = ''] of (header ?? '').matchAll(linkValue)) {
    const [, quoted, bare] = relation.exec(parameters) ?? [];
    const relations = (quoted ?? bare ?? '').toLowerCase().split(/\s+/);
    if (relations.includes('next')) return address;
  }
  return null;
}

/** Opens the way of paging that the settings name. */
export function openPaging(settings: z.output<typeof pagingSchema>): Paging {
  switch (settings.kind) {
    case 'none':
      return { ...counted('0', 0), shifts: false, next: () => null, values: () => ({}) };
    case 'page':
      return {
        ...counted(String(settings.first), 0),
        values: (place) => ({ page: place }),
        next: (place, { rows }) => (rows === 0 ? null : String(Number(place) + 1)),
      };
    case 'offset':
      return {
        ...counted('0', 1),
        // The last row of the page before is asked for again: when it is no longer there, rows have moved.
        values: (place) => ({ offset: String(Math.max(0, Number(place) - 1)) }),
        next: (place, { rows }) => {
          const fresh = rows - (place === '0' ? 0 : 1);
          return fresh <= 0 ? null : String(Number(place) + fresh);
        },
      };
    case 'token':
      return {
        ...marked(),
        values: (place) => ({ token: place }),
        next: (_, { document }) => emptyToNull(textAt(document, settings.next)),
      };
    case 'link':
      return { ...marked(), address: (place) => emptyToNull(place), next: (_, { link }) => link };
  }
}

function counted(first: string, seam: number): Omit<Paging, 'values' | 'next'> {
  return { first, seam, shifts: true, address: () => null, accepts: isCount };
}

function marked(): Paging {
  return {
    first: '',
    seam: 0,
    shifts: false,
    values: () => ({}),
    address: () => null,
    next: () => null,
    accepts: (place) => place.length < 4_000,
  };
}

function emptyToNull(place: string | null): string | null {
  return place === '' ? null : place;
}
