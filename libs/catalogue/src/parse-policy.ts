import { HubError } from '#base/contracts';
import { readYaml, type ReadYaml, type TextPosition } from '#base/yaml';
import { z } from 'zod';
import { documentSchema, type CalendarDocument, type PolicyForm } from './document-schema.js';
import { joinItems } from './join-items.js';
import type { PolicyContent, PolicyDocument } from './policy-content.js';
import { findProblems } from './problems/find-problems.js';
import { readCalendarDocument, readDepartment } from './read-documents.js';
import { readBoundaries, readGuidance, readHead, readRetained, readTransfers } from './read-lists.js';
import { readMemorandum } from './read-memorandum.js';

/**
 * Turns the policy documents (departments, items, lists, memoranda, one calendar; in any order) into checked content.
 * Throws HUB_POLICY_INVALID naming file, place and what is expected. Pure: the same documents give the same content.
 */
export function parsePolicy(documents: readonly PolicyDocument[]): PolicyContent {
  const content = joinForms(documents.toSorted((a, b) => (a.path < b.path ? -1 : 1)).map(parseDocument));
  const problems = findProblems(content);
  if (problems.length === 0) return content;
  const more = problems.length > shown ? `等共 ${problems.length} 处问题` : '';
  throw new HubError(
    'HUB_POLICY_INVALID',
    `${problems
      .slice(0, shown)
      .map(({ sentence }) => sentence)
      .join('；')}${more}，请修改政策文件后重新装载。`,
    { subject: problems[0]?.subject ?? '', problems: problems.length },
  );
}

const shown = 3;

/** What the documents say together, not yet checked against one another. */
export function joinForms(forms: readonly PolicyForm[]): PolicyContent {
  const calendars = forms.filter((form) => form.document === 'calendar');
  return { ...joinPapers(forms), calendar: readCalendarDocument(onlyCalendar(calendars)) };
}

/** The same without the calendar. */
export function joinPapers(forms: readonly PolicyForm[]): Omit<PolicyContent, 'calendar'> {
  const guidance = forms.filter((form) => form.document === 'guidance-catalogue');
  const transferLists = forms.filter((form) => form.document === 'transfer-list');
  const boundaryLists = forms.filter((form) => form.document === 'boundary-list');
  const memoranda = forms.filter((form) => form.document === 'memorandum').map(readMemorandum);
  const transfers = transferLists.flatMap(readTransfers);
  const retained = transferLists.flatMap(readRetained);
  return {
    departments: forms.filter((form) => form.document === 'department').map(readDepartment),
    items: joinItems(
      forms.filter((form) => form.document === 'items'),
      [...transfers, ...retained],
    ),
    lists: [...guidance, ...transferLists, ...boundaryLists].map(readHead),
    guidance: guidance.flatMap(readGuidance),
    transfers,
    retained,
    boundaries: boundaryLists.flatMap(readBoundaries),
    memoranda: memoranda.map((read) => read.memorandum),
    clauses: memoranda.flatMap((read) => read.clauses),
  };
}

/** Drafts look at the same documents several times, and reading YAML is most of the work. */
const parsedForms = new WeakMap<PolicyDocument, PolicyForm>();

/** One document by its schema. Throws HUB_POLICY_INVALID naming file and place. */
export function parseDocument(document: PolicyDocument): PolicyForm {
  const form = parsedForms.get(document) ?? readForm(document);
  parsedForms.set(document, form);
  return form;
}

function readForm(document: PolicyDocument): PolicyForm {
  const yaml = readYaml(document.text);
  if ('broken' in yaml) throw invalid(document, yaml.broken, yaml.reason);
  const parsed = documentSchema.safeParse(yaml.value, { error: z.locales.zhCN().localeError });
  if (parsed.success) return parsed.data;
  throw refusal(document, yaml, parsed.error);
}

/** Tells of the first mistakes; an unknown key is shown itself, not the group that holds it. */
function refusal(document: PolicyDocument, yaml: ReadYaml, { issues }: z.ZodError): HubError {
  const [first] = issues;
  const path = first?.code === 'unrecognized_keys' ? [...first.path, ...first.keys.slice(0, 1)] : first?.path;
  const told = issues
    .slice(0, shown)
    .map((issue) => `“${issue.path.length === 0 ? '文件整体' : issue.path.join('.')}”${issue.message}`);
  const more = issues.length > shown ? `等共 ${issues.length} 处` : '';
  return invalid(document, yaml.place(path ?? []), `${told.join('；')}${more}`, first?.path.join('.'));
}

function invalid(
  { path }: PolicyDocument,
  { line, column }: TextPosition,
  reason: string,
  place = '',
): HubError {
  return new HubError(
    'HUB_POLICY_INVALID',
    `政策文件 ${path}:${line}:${column} 不正确：${reason}。请修改后重新装载。`,
    { path, line, column, place },
  );
}

function onlyCalendar(calendars: readonly CalendarDocument[]): CalendarDocument {
  const [calendar, ...others] = calendars;
  if (calendar !== undefined && others.length === 0) return calendar;
  throw new HubError(
    'HUB_POLICY_INVALID',
    `应恰有一份工作日历（document: calendar），现有 ${calendars.length} 份，请检查 calendar 目录。`,
    { calendars: calendars.length },
  );
}
