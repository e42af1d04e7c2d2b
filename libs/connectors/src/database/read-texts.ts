import type { Column, Table } from './dialect.js';
import { ReadTexts, type TextColumn } from './refused-row.js';
import type { StreamBytes } from './settings.js';
import { textRule, type BytesForm, type Storage } from './stored-text.js';

const unicode: Storage = { kind: 'unicode' };
const raw: Storage = { kind: 'raw' };
const lettered: ReadonlySet<Column['kind']> = new Set(['text', 'narrowText']);

/**
 * How the letters of a table's columns are read. What a stream says of a column holds whatever the column declares; what it or its source says
 * of all of them holds for those that are declared as no Chinese.
 */
export function readTexts(
  { columns }: Table,
  labels: readonly string[],
  said: StreamBytes,
  find: (column: string) => number,
): ReadTexts {
  const named = new Map([...said.columns].map(([column, form]) => [find(column), form]));
  return new ReadTexts(
    columns.map((column, place) =>
      textColumn(column, labels[place] ?? column.name, named.get(place) ?? null, said.all),
    ),
  );
}

function textColumn(column: Column, label: string, own: BytesForm | null, all: BytesForm | null): TextColumn {
  const { kind, charset = 'UTF-8', storage = unicode } = column;
  if (kind === 'binary')
    return { label, declared: '二进制', rule: own && textRule(raw, own), watched: false };
  if (!lettered.has(kind)) return { label, declared: charset, rule: null, watched: false };
  const isWestern = storage.kind === 'western' || storage.kind === 'raw';
  const rule = textRule(storage, own ?? (isWestern ? all : null));
  return { label, declared: charset, rule, watched: own === null };
}
