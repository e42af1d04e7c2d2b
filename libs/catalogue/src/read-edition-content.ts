import { HubError, type Queryable } from '#base/contracts';
import { editionName } from './load-policy.js';
import { parsePolicy } from './parse-policy.js';
import type { PolicyContent, PolicyDocument } from './policy-content.js';
import { notLoaded } from './read-snapshot.js';
import { readDocuments } from './sql/read-documents.js';
import { readEdition } from './sql/read-edition.js';
import { readEditionAt } from './sql/read-edition-at.js';

/** The newest edition as its documents, and what they say. */
export interface EditionContent {
  readonly number: number;
  readonly version: string;
  readonly documents: readonly PolicyDocument[];
  readonly content: PolicyContent;
}

/** Reads the newest edition as documents, for people and for drafts. Throws HUB_POLICY_INVALID when there is none, or none with documents. */
export async function readEditionContent(queryable: Queryable): Promise<EditionContent> {
  const edition = await readEdition(queryable);
  if (edition === null) throw notLoaded();
  const documents = await readDocuments(queryable, edition.number);
  if (documents.length === 0)
    throw new HubError(
      'HUB_POLICY_INVALID',
      '现行政策由旧版程序装载，没有保存原文，请先运行 hub setup 重新装载。',
      { version: editionName(edition) },
    );
  return {
    number: edition.number,
    version: editionName(edition),
    documents,
    content: parsePolicy(documents),
  };
}

/** How the edition was called that was the newest at an instant; null when none was loaded yet. */
export async function editionNameAt(queryable: Queryable, at: Date): Promise<string | null> {
  const edition = await readEditionAt(queryable, at);
  return edition === null ? null : editionName(edition);
}
