import type { HubError, Queryable, Tx } from '#base/contracts';
import { contentDigest } from '../digest.js';
import { changedPapers, identityOf } from '../drafts/document-identity.js';
import { editionName, putEdition, readLoaded, type LoadedPolicy } from '../load-policy.js';
import { parseDocument, parsePolicy } from '../parse-policy.js';
import type { PolicyContent, PolicyDocument } from '../policy-content.js';
import { lockPolicy } from '../sql/lock-policy.js';
import { readDocuments } from '../sql/read-documents.js';
import { readEdition, type Edition } from '../sql/read-edition.js';
import { contentOf, judgeOf, readable } from './judge-documents.js';
import { keepHeld } from './keep-held.js';
import { leaveOut } from './leave-out.js';
import type { SetAside } from './set-aside.js';

/** What a load of files did; `setAside` names every file, or entry of one, that was not taken in, and why. */
export interface LoadedFiles extends LoadedPolicy {
  readonly setAside: readonly SetAside[];
}

/** What the files of a policy come to, and what would be loaded. */
interface Reading {
  readonly held: Edition | null;
  readonly heldDocuments: readonly PolicyDocument[];
  readonly documents: readonly PolicyDocument[];
  readonly setAside: readonly SetAside[];
}

/**
 * Makes the files the newest edition, in the caller's transaction. A file that is wrong, or contradicts the others, is set aside: what the
 * edition in force says of it stays, and at a first load it is left out; every other file counts. `unread` are paths of files that could
 * not be read as text at all. An edition made by approval stays as it is, unless `files-anyway`.
 */
export async function loadPolicyFiles(
  tx: Tx,
  files: readonly PolicyDocument[],
  unread: readonly string[] = [],
  from: 'files' | 'files-anyway' = 'files',
): Promise<LoadedFiles> {
  await lockPolicy(tx);
  const reading = await readFiles(tx, files, unread, from === 'files-anyway');
  const { held, heldDocuments, documents, setAside } = reading;
  const unchanged = (kept: boolean, edition: Edition): LoadedFiles => {
    const content = parsePolicy(heldDocuments);
    return { version: editionName(edition), changed: false, kept, content, setAside };
  };
  if (held?.origin === 'approval' && from === 'files')
    return unchanged(contentDigest(contentOf(documents)) !== held.digest, held);
  const content = parsePolicy(documents);
  if (held !== null && heldDocuments.length > 0 && held.digest === contentDigest(content))
    return unchanged(false, held);
  const version = await putEdition(tx, content, documents, 'files');
  return { version, changed: true, kept: false, content, setAside };
}

/** What files say together where nothing is in force: what is wrong, or contradicts the rest, is left out. Pure. */
export function readPolicyFiles(files: readonly PolicyDocument[]): PolicyContent {
  const { good } = readable(files);
  return parsePolicy(leaveOut(good, judgeOf({ rewritten: () => [] })).documents);
}

/** A paper of the files that says something else than the edition in force. */
export interface WaitingPaper {
  readonly path: string;
  readonly paper: string;
  readonly change: 'added' | 'changed';
}

/** How the files of the policy stand to what is in force. */
export interface PolicyFiles {
  /** The edition in force; null before the first load. */
  readonly version: string | null;
  /** It was made by approval: files change it only by way of a draft. */
  readonly approved: boolean;
  readonly setAside: readonly SetAside[];
  readonly waiting: readonly WaitingPaper[];
}

/** What is wrong with the files, and which papers wait to be taken in; changes nothing. */
export async function comparePolicyFiles(
  tx: Queryable,
  files: readonly PolicyDocument[],
  unread: readonly string[] = [],
): Promise<PolicyFiles> {
  const { held, heldDocuments, documents, setAside } = await readFiles(tx, files, unread);
  const paths = new Map([...heldDocuments, ...documents].map((each) => [identity(each), each.path]));
  const waiting = changedPapers(once(heldDocuments), once(documents)).flatMap(({ paper, change }) =>
    change === 'removed' ? [] : [{ path: paths.get(paper) ?? '', paper, change }],
  );
  const version = held === null ? null : editionName(held);
  return { version, approved: held?.origin === 'approval', setAside, waiting };
}

async function readFiles(
  tx: Queryable,
  files: readonly PolicyDocument[],
  unread: readonly string[],
  anyway = false,
): Promise<Reading> {
  const held = await readEdition(tx);
  const heldDocuments = held === null ? [] : await readDocuments(tx, held.number);
  const { good, refused } = readable(files);
  const wrong = new Set([...refused.map(({ path }) => path), ...unread]);
  const standIns = heldDocuments.filter(({ path }) => wrong.has(path));
  const own = new Set(standIns.map(({ path }) => path));
  const broken = refused.map(({ path, fault }) => brokenFile(path, fault, own.has(path)));
  const documents = [...good, ...standIns];
  // Files beside an approved edition are compared paper by paper: they load nothing.
  if (held?.origin === 'approval' && !anyway) return { held, heldDocuments, documents, setAside: broken };
  const judge = judgeOf(await readLoaded(tx, calendarsOf([...documents, ...heldDocuments])));
  const fitted =
    heldDocuments.length === 0 ? leaveOut(documents, judge) : keepHeld(heldDocuments, documents, judge);
  return { held, heldDocuments, documents: fitted.documents, setAside: [...broken, ...fitted.setAside] };
}

function calendarsOf(documents: readonly PolicyDocument[]): readonly string[] {
  const forms = documents.map(parseDocument);
  return [...new Set(forms.flatMap((form) => (form.document === 'calendar' ? form.version : [])))];
}

function brokenFile(path: string, { sentence, facts }: HubError, held: boolean): SetAside {
  const [line, column] = [facts['line'], facts['column']];
  return {
    path,
    line: typeof line === 'number' ? line : null,
    column: typeof column === 'number' ? column : null,
    sentence: `${sentence}${held ? '现行政策中该文件的内容继续有效。' : '该文件未装载，其余照常。'}`,
  };
}

function identity(document: PolicyDocument): string {
  return identityOf(parseDocument(document));
}

/** Each paper once: which of two counts was decided before. */
function once(documents: readonly PolicyDocument[]): readonly PolicyDocument[] {
  return [...new Map(documents.toReversed().map((each) => [identity(each), each])).values()];
}
