import type { SheetBatch, SheetChoice } from './read-sheets.js';

/** What the reading process is asked: a workbook to read, or one batch more of it. */
export type Question =
  { readonly ask: 'read'; readonly path: string; readonly choice: SheetChoice } | { readonly ask: 'more' };

/** What it answers. `broken` is about the workbook, `failed` about the machine (a full disk). */
export type Answer =
  | { readonly say: 'batch'; readonly batch: SheetBatch }
  | { readonly say: 'end' }
  | {
      readonly say: 'broken';
      readonly place: number;
      readonly refusal: string;
      readonly sheet: string | null;
    }
  | { readonly say: 'failed'; readonly code: string };
