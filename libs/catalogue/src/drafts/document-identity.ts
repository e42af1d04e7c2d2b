import { HubError } from '#base/contracts';
import type { PolicyForm } from '../document-schema.js';
import { contentDigest } from '../digest.js';
import { joinPapers, parseDocument } from '../parse-policy.js';
import type { PolicyDocument } from '../policy-content.js';
import { readCalendarDocument } from '../read-documents.js';
import type { ChangedPaper } from './policy-effect.js';

/** What a document is, whatever its file is called: two documents of one identity are two editions of the same paper. */
export function identityOf(form: PolicyForm): string {
  switch (form.document) {
    case 'department':
      return `department ${form.region}.${form.department}`;
    case 'items':
      return `items ${form.title}`;
    case 'guidance-catalogue':
    case 'transfer-list':
    case 'boundary-list':
      return `${form.document} ${form.region}`;
    case 'memorandum':
      return `memorandum ${form.id}`;
    case 'calendar':
      return 'calendar';
  }
}

/** The documents by what they are. Throws HUB_POLICY_INVALID for one that cannot be read, and for two that are the same paper: one would silently take the place of the other. */
export function byIdentity(documents: readonly PolicyDocument[]): ReadonlyMap<string, PolicyDocument> {
  const papers = new Map<string, PolicyDocument>();
  for (const document of documents) {
    const identity = identityOf(parseDocument(document));
    const twin = papers.get(identity);
    if (twin !== undefined) throw saidTwice(identity, [twin.path, document.path]);
    papers.set(identity, document);
  }
  return papers;
}

function saidTwice(identity: string, paths: readonly [string, string]): HubError {
  return new HubError(
    'HUB_POLICY_INVALID',
    `政策文件 ${paths.join(' 与 ')} 是同一份文件（${identity}），不知以哪份为准，请合并为一份，或改正编号、标题。`,
    { paper: identity },
  );
}

/** The papers in force with the given ones in their place, or beside them when they are new. A paper keeps its path. */
export function overlay(
  held: readonly PolicyDocument[],
  given: readonly PolicyDocument[],
): readonly PolicyDocument[] {
  const papers = new Map(byIdentity(held));
  for (const [identity, document] of byIdentity(given)) {
    const path =
      papers.get(identity)?.path ?? `policy/${identity.replaceAll(/[^\p{L}\p{N}.-]+/gu, '-')}.yaml`;
    papers.set(identity, { path, text: document.text });
  }
  return [...papers.values()];
}

/** What a paper says, however it is written down. */
function paperDigest(document: PolicyDocument): string {
  const form = parseDocument(document);
  return form.document === 'calendar'
    ? contentDigest({ calendar: readCalendarDocument(form) })
    : contentDigest(joinPapers([form]));
}

/** Which papers say something else in `after`, by their identity. Wording of the file, comments and order do not count. */
export function changedPapers(
  before: readonly PolicyDocument[],
  after: readonly PolicyDocument[],
): readonly ChangedPaper[] {
  const held = byIdentity(before);
  const given = byIdentity(after);
  return [...new Set([...held.keys(), ...given.keys()])].flatMap((paper): readonly ChangedPaper[] => {
    const [one, other] = [held.get(paper), given.get(paper)];
    if (one === undefined) return [{ paper, change: 'added' }];
    if (other === undefined) return [{ paper, change: 'removed' }];
    if (one.text === other.text || paperDigest(one) === paperDigest(other)) return [];
    return [{ paper, change: 'changed' }];
  });
}
