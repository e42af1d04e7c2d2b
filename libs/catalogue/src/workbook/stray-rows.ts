import type { ReadRow, ReadSheets, WorkbookProblem } from './read-sheets.js';

/** Rows that say once more what a sheet says once, rows whose list, memorandum or clause is not in the workbook, and rows that lack what their own kind needs. */
export function strayRows(sheets: ReadSheets): readonly WorkbookProblem[] {
  const heads = new Set(sheets.清单信息.map(({ values }) => `${values['kind']} ${values['region']}`));
  const memoranda = new Set(sheets.备忘录.map(({ values }) => values['id']));
  const clauses = new Set(sheets.条款.map(({ values }) => `${values['id']} ${values['version']}`));
  return [
    ...twice(
      sheets.清单信息,
      ({ values }) => `${values['kind']} ${values['region']}`,
      'region',
      '同一区划的这一清单',
    ),
    ...twice(sheets.备忘录, ({ values }) => values['id'] ?? '', 'id', '该备忘录'),
    ...sheets.清单信息.flatMap(headNeeds),
    ...sheets.划转清单.flatMap((row) => {
      const guidance = row.values['standing'] === 'guidance';
      const key = `${guidance ? 'guidance-catalogue' : 'transfer-list'} ${row.values['region']}`;
      const what = guidance ? '指导目录' : '划转清单';
      return [
        ...(heads.has(key) ? [] : [stray(row, 'region', `清单信息中没有该区划的${what}`)]),
        ...rowNeeds(row),
      ];
    }),
    ...sheets.职责边界
      .filter(({ values }) => !heads.has(`boundary-list ${values['region']}`))
      .map((row) => stray(row, 'region', '清单信息中没有该区划的职责边界清单')),
    ...sheets.条款
      .filter(({ values }) => !memoranda.has(values['memorandum']))
      .map((row) => stray(row, 'memorandum', `备忘录表中没有 ${row.values['memorandum']}`)),
    ...sheets.催督阶梯
      .filter(({ values }) => !clauses.has(`${values['id']} ${values['version']}`))
      .map((row) => stray(row, 'id', `条款表中没有 ${row.values['id']} 第 ${row.values['version']} 版`)),
  ];
}

/** Papers that a sheet names twice: the second would silently take the place of the first. */
function twice(
  rows: readonly ReadRow[],
  keyOf: (row: ReadRow) => string,
  column: string,
  what: string,
): readonly WorkbookProblem[] {
  const first = new Map<string, ReadRow>();
  return rows.flatMap((row) => {
    const before = first.get(keyOf(row));
    first.set(keyOf(row), before ?? row);
    return before === undefined ? [] : [stray(row, column, `${what}在第 ${before.number} 行已经填过`)];
  });
}

function headNeeds(row: ReadRow): readonly WorkbookProblem[] {
  const { kind, from } = row.values;
  return kind !== 'guidance-catalogue' && from === undefined
    ? [stray(row, 'from', '划转清单和职责边界清单须填起始日期')]
    : [];
}

function rowNeeds(row: ReadRow): readonly WorkbookProblem[] {
  const { standing, reason } = row.values;
  const levels = row.lists['levels'] ?? [];
  if (standing === 'guidance')
    return levels.length === 0 ? [stray(row, 'levels', '指导目录的事项须填应划转的层级')] : [];
  if (standing === 'transferred' || standing === 'own-choice')
    return levels.length > 1 ? [stray(row, 'levels', '划转的事项只填一个行使层级')] : [];
  return reason === undefined ? [stray(row, 'reason', '未划转的事项须填理由')] : [];
}

function stray(row: ReadRow, key: string, reason: string): WorkbookProblem {
  return { sheet: row.sheet, cell: row.cell(key), reason };
}
