import { HubError } from '#base/contracts';
import { overlay } from '../drafts/document-identity.js';
import { joinForms, parseDocument } from '../parse-policy.js';
import type { PolicyDocument } from '../policy-content.js';
import { findProblems } from '../problems/find-problems.js';
import type { ProblemPlace } from '../problems/policy-problem.js';
import { papersOf, type SheetPaper } from './rows-to-papers.js';
import { readSheets, type ReadRow, type ReadSheets, type WorkbookProblem } from './read-sheets.js';
import { strayRows } from './stray-rows.js';

/** What a workbook says: its papers, or everything that is wrong with it. All or nothing. */
export type ReadWorkbook =
  | { readonly papers: readonly PolicyDocument[]; readonly problems: readonly [] }
  | { readonly papers: null; readonly problems: readonly WorkbookProblem[] };

/** Reads a workbook that a bureau filled in and checks it together with the policy in force, `held`. */
export async function readWorkbook(path: string, held: readonly PolicyDocument[]): Promise<ReadWorkbook> {
  const { sheets, problems } = await readSheets(path);
  const found = [...problems, ...strayRows(sheets)];
  if (found.length > 0) return { papers: null, problems: found };
  const papers = papersOf(sheets);
  const malformed = papers.flatMap(refusedPaper);
  const wrong = malformed.length > 0 ? malformed : contradictions(sheets, papers, held);
  return wrong.length > 0
    ? { papers: null, problems: wrong }
    : { papers: papers.map(({ document }) => document), problems: [] };
}

function refusedPaper({ document, first }: SheetPaper): readonly WorkbookProblem[] {
  try {
    parseDocument(document);
    return [];
  } catch (thrown) {
    if (!(thrown instanceof HubError)) throw thrown;
    return [{ sheet: first.sheet, cell: `A${first.number}`, reason: thrown.sentence }];
  }
}

function contradictions(
  sheets: ReadSheets,
  papers: readonly SheetPaper[],
  held: readonly PolicyDocument[],
): readonly WorkbookProblem[] {
  const merged = overlay(
    held,
    papers.map(({ document }) => document),
  );
  const rows = rowsByPlace(sheets);
  return findProblems(joinForms(merged.map(parseDocument))).map(({ at, sentence }) => {
    const row = rows.get(`${at.part} ${at.key}`);
    return row === undefined
      ? { sheet: '', cell: '', reason: sentence }
      : { sheet: row.sheet, cell: row.cell(at.field), reason: sentence };
  });
}

/** The row that says what a problem's place names; the last one when a thing is said twice. */
function rowsByPlace(sheets: ReadSheets): ReadonlyMap<string, ReadRow> {
  const place = (part: ProblemPlace['part'], key: string, row: ReadRow): readonly [string, ReadRow] => [
    `${part} ${key}`,
    row,
  ];
  return new Map([
    ...sheets.事项.map((row) => place('item', row.values['code'] ?? '', row)),
    ...sheets.清单信息.map((row) => place('list', `${row.values['kind']} ${row.values['region']}`, row)),
    ...sheets.划转清单.map((row) => {
      const kind = row.values['standing'] === 'guidance' ? 'guidance-catalogue' : 'transfer-list';
      return place('entry', `${kind} ${row.values['region']} ${row.values['item']}`, row);
    }),
    ...sheets.职责边界.map((row) =>
      place('entry', `boundary-list ${row.values['region']} ${row.values['item']}`, row),
    ),
    ...sheets.备忘录.map((row) => place('memorandum', row.values['id'] ?? '', row)),
    ...sheets.条款.map((row) => place('clause', `${row.values['id']} ${row.values['version']}`, row)),
  ]);
}
