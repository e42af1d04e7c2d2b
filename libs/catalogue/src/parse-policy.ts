import { HubError, type CalendarData } from '#base/contracts';
import { parse } from 'yaml';
import { z } from 'zod';
import { checkPolicy } from './check-policy.js';
import {
  documentSchema,
  type CalendarDocument,
  type DepartmentDocument,
  type ItemsDocument,
  type MemorandumDocument,
  type TransferListDocument,
} from './document-schema.js';
import { readCalendarDocument, readDepartment, readMemorandum, readTransfers } from './read-documents.js';
import { joinItems } from './join-items.js';
import type { PolicyContent, PolicyDocument } from './policy-content.js';

interface Sorted {
  readonly department: DepartmentDocument[];
  readonly items: ItemsDocument[];
  readonly 'transfer-list': TransferListDocument[];
  readonly memorandum: MemorandumDocument[];
  readonly calendar: CalendarDocument[];
}

/**
 * Turns the policy documents (departments, items, transfer lists, memoranda, one calendar; in any order) into checked content.
 * Throws HUB_POLICY_INVALID naming file, place and what is expected. Pure: the same documents give the same content.
 */
export function parsePolicy(documents: readonly PolicyDocument[]): PolicyContent {
  const sorted = sortDocuments(documents);
  const memoranda = sorted.memorandum.map(readMemorandum);
  const content: PolicyContent = {
    departments: sorted.department.map(readDepartment),
    items: joinItems(sorted.items, sorted['transfer-list']),
    ...readTransfers(sorted['transfer-list']),
    memoranda: memoranda.map((read) => read.memorandum),
    clauses: memoranda.flatMap((read) => read.clauses),
    calendar: onlyCalendar(sorted.calendar),
  };
  checkPolicy(content);
  return content;
}

function sortDocuments(documents: readonly PolicyDocument[]): Sorted {
  const sorted: Sorted = { department: [], items: [], 'transfer-list': [], memorandum: [], calendar: [] };
  for (const document of documents.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const parsed = parseDocument(document);
    switch (parsed.document) {
      case 'department':
        sorted.department.push(parsed);
        break;
      case 'items':
        sorted.items.push(parsed);
        break;
      case 'transfer-list':
        sorted['transfer-list'].push(parsed);
        break;
      case 'memorandum':
        sorted.memorandum.push(parsed);
        break;
      case 'calendar':
        sorted.calendar.push(parsed);
        break;
    }
  }
  return sorted;
}

function parseDocument(document: PolicyDocument): z.infer<typeof documentSchema> {
  const parsed = documentSchema.safeParse(readYaml(document), { error: z.locales.zhCN().localeError });
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.slice(0, 3).map((issue) => {
    const place = issue.path.length === 0 ? '文件整体' : issue.path.join('.');
    return { place, text: `“${place}”${issue.message}` };
  });
  throw new HubError(
    'HUB_POLICY_INVALID',
    `政策文件 ${document.path} 不正确：${issues.map((issue) => issue.text).join('；')}。请修改后重新装载。`,
    { path: document.path, place: issues[0]?.place ?? '' },
  );
}

function readYaml(document: PolicyDocument): unknown {
  try {
    return parse(document.text);
  } catch (cause) {
    const line = cause instanceof Error ? (/at line (\d+)/.exec(cause.message)?.[1] ?? '') : '';
    throw new HubError(
      'HUB_POLICY_INVALID',
      `政策文件 ${document.path} 第 ${line} 行不是合法的 YAML，请检查缩进、冒号和重复的键。`,
      { path: document.path, line },
      cause,
    );
  }
}

function onlyCalendar(calendars: readonly CalendarDocument[]): CalendarData {
  const [calendar, ...others] = calendars;
  if (calendar !== undefined && others.length === 0) return readCalendarDocument(calendar);
  throw new HubError(
    'HUB_POLICY_INVALID',
    `应恰有一份工作日历（document: calendar），现有 ${calendars.length} 份，请检查 calendar 目录。`,
    { calendars: calendars.length },
  );
}
