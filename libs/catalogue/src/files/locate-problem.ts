import { departmentName } from '#base/contracts';
import type { PolicyForm } from '../document-schema.js';
import { parseDocument } from '../parse-policy.js';
import type { PolicyDocument } from '../policy-content.js';
import { clauseKey } from '../problems/clause-problems.js';
import { listKey } from '../problems/list-problems.js';
import type { PolicyProblem } from '../problems/policy-problem.js';
import { readDepartment } from '../read-documents.js';
import { readMemorandum } from '../read-memorandum.js';

/** Where a problem stands: the document, the path in its text, and the entry that can be left out without the rest; null for all of it. */
export interface ProblemPosition {
  readonly document: PolicyDocument;
  readonly path: readonly (string | number)[];
  readonly entry: readonly (string | number)[] | null;
}

/** The position of a problem in the documents; of several that say the same the last one, since the first stays. Null where none is to blame. */
export function locateProblem(
  documents: readonly PolicyDocument[],
  { at: { part, key, field } }: PolicyProblem,
): ProblemPosition | null {
  for (const document of documents.toReversed()) {
    const entry = entryOf(parseDocument(document), part, key);
    if (entry === null) continue;
    return { document, path: [...entry, field], entry: entry.length === 0 ? null : entry };
  }
  return null;
}

/** The path of what the key names in a document: empty for the document itself, null when it is not in it. */
function entryOf(
  form: PolicyForm,
  part: PolicyProblem['at']['part'],
  key: string,
): readonly (string | number)[] | null {
  switch (form.document) {
    case 'department':
      return part === 'department' && departmentKeys(form).includes(key) ? [] : null;
    case 'items':
      return part === 'item' ? itemEntry(form, key) : null;
    case 'memorandum':
      return memorandumEntry(form, part, key);
    case 'calendar':
      return part === 'calendar' ? [] : null;
    default:
      return listEntry(form, part, key);
  }
}

function itemEntry(
  form: Extract<PolicyForm, { document: 'items' }>,
  key: string,
): readonly (string | number)[] | null {
  const codes = form.items.map(({ code }) => code);
  return indexed('items', codes, key);
}

function departmentKeys(form: Extract<PolicyForm, { document: 'department' }>): readonly string[] {
  return [departmentName(readDepartment(form)), form.uscc, form.role === 'approval' ? form.region : ''];
}

type ListForm = Extract<PolicyForm, { document: 'guidance-catalogue' | 'transfer-list' | 'boundary-list' }>;

function listEntry(
  form: ListForm,
  part: PolicyProblem['at']['part'],
  key: string,
): readonly (string | number)[] | null {
  const { document: kind, region } = form;
  if (part === 'list') return listKey(kind, region) === key ? [] : null;
  if (part !== 'entry') return null;
  const keys = (entries: readonly { readonly item: string }[]): readonly string[] =>
    entries.map(({ item }) => `${kind} ${region} ${item}`);
  const retained = form.document === 'transfer-list' ? indexed('retained', keys(form.retained), key) : null;
  return retained ?? indexed('items', keys(form.items), key);
}

function memorandumEntry(
  form: Extract<PolicyForm, { document: 'memorandum' }>,
  part: PolicyProblem['at']['part'],
  key: string,
): readonly (string | number)[] | null {
  if (part === 'memorandum') return form.id === key ? [] : null;
  return part === 'clause' ? indexed('clauses', readMemorandum(form).clauses.map(clauseKey), key) : null;
}

function indexed(list: string, keys: readonly string[], key: string): readonly (string | number)[] | null {
  const at = keys.lastIndexOf(key);
  return at === -1 ? null : [list, at];
}
