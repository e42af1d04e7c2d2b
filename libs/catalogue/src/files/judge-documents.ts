import { HubError } from '#base/contracts';
import { joinPapers, parseDocument } from '../parse-policy.js';
import type { PolicyContent, PolicyDocument } from '../policy-content.js';
import { findProblems } from '../problems/find-problems.js';
import { problem, type PolicyProblem } from '../problems/policy-problem.js';
import { readCalendarDocument } from '../read-documents.js';
import type { Loaded } from '../load-policy.js';

/** What is wrong with a set of readable documents taken together. */
export type Judge = (documents: readonly PolicyDocument[]) => readonly PolicyProblem[];

/** Judges documents as parts of one policy that follows what was loaded before. */
export function judgeOf(loaded: Loaded): Judge {
  return (documents) => {
    const content = contentOf(documents);
    return [...calendarCount(documents), ...findProblems(content), ...loaded.rewritten(content)];
  };
}

/** What documents say together. Of several calendars the first counts, of none an empty one: that is told as a problem. */
export function contentOf(documents: readonly PolicyDocument[]): PolicyContent {
  const forms = documents.toSorted((a, b) => (a.path < b.path ? -1 : 1)).map(parseDocument);
  const calendar = forms.find((form) => form.document === 'calendar') ?? parseDocument(noCalendar);
  if (calendar.document !== 'calendar') throw new TypeError('the stand-in is a calendar');
  return { ...joinPapers(forms), calendar: readCalendarDocument(calendar) };
}

/** Stands in where a first load has no calendar: it reaches no day of now, so that every deadline says that no calendar reaches it. */
export const noCalendar: PolicyDocument = {
  path: 'calendar/none.yaml',
  text: `document: calendar
version: none
publishedFrom: 1970-01-01
publishedUntil: 1970-01-01
regions: []
years: { '1970': { off: [], work: [] } }
`,
};

function calendarCount(documents: readonly PolicyDocument[]): readonly PolicyProblem[] {
  const calendars = documents.filter((document) => parseDocument(document).document === 'calendar');
  if (calendars.length === 1) return [];
  const sentence = `应恰有一份工作日历（document: calendar），现有 ${calendars.length} 份`;
  return [problem('calendar', String(calendars.length), 'document', sentence)];
}

/** The documents that can be read, and the refusals of the others. */
export function readable(documents: readonly PolicyDocument[]): {
  readonly good: readonly PolicyDocument[];
  readonly refused: readonly { readonly path: string; readonly fault: HubError }[];
} {
  const good: PolicyDocument[] = [];
  const refused: { readonly path: string; readonly fault: HubError }[] = [];
  for (const document of documents)
    try {
      parseDocument(document);
      good.push(document);
    } catch (thrown) {
      if (!(thrown instanceof HubError)) throw thrown;
      refused.push({ path: document.path, fault: thrown });
    }
  return { good, refused };
}
