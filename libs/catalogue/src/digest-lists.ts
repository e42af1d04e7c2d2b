import { entriesDigest } from './digest.js';
import type { ListKind, PolicyContent } from './policy-content.js';
import type { DigestedList } from './sql/put-lists.js';

/** The lists with the digests of their entries, by which a change without publication is seen. */
export function digestLists(content: PolicyContent): readonly DigestedList[] {
  return content.lists.map((head) => ({
    ...head,
    digest: entriesDigest(entriesOf(content, head.kind, head.region)),
  }));
}

function entriesOf(content: PolicyContent, kind: ListKind, region: string): readonly object[] {
  const of = <Entry extends { readonly region: string }>(entries: readonly Entry[]): readonly Entry[] =>
    entries.filter((entry) => entry.region === region);
  switch (kind) {
    case 'guidance-catalogue':
      return of(content.guidance);
    case 'transfer-list':
      return [...of(content.transfers).map((entry) => ({ ...entry, list: '' })), ...of(content.retained)];
    case 'boundary-list':
      return of(content.boundaries);
  }
}
