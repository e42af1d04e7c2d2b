import type { CaseNumber, KindName, SourceId, Tx } from '#base/contracts';
import { textArray } from '#base/postgres';
import { unifiedTables } from './derive-case-status.js';
import {
  acceptanceStatement,
  reportedLast,
  reportedTogether,
  resultStatement,
  type Statement,
} from './reported-last.js';

interface Tied {
  readonly kind: KindName & keyof typeof unifiedTables;
  readonly statement: Statement;
  /** The columns by which two rows say different things. */
  readonly said: readonly string[];
  readonly field: string;
  readonly sentence: string;
}

const tied: readonly Tied[] = [
  {
    kind: 'result',
    statement: resultStatement,
    said: ['result'],
    field: 'result',
    sentence:
      '同一办件有办结结果不同的两行，修订号、上报时间、办结时间和读取时间都相同，无法判断哪一行后报；暂以位点靠后的一行为准，请数据来源部门核实，并把应作准的一行提高版本号重新上报。',
  },
  {
    kind: 'acceptance',
    statement: acceptanceStatement,
    said: [
      'item_code',
      'implement_code',
      'national_task_code',
      'local_task_code',
      'region_code',
      'department_uscc',
    ],
    field: 'acceptedAt',
    sentence:
      '同一办件有事项、区划或受理单位不同的两行受理，修订号、上报时间、受理时间和读取时间都相同，无法判断哪一行后报；暂以位点靠后的一行为准，请数据来源部门核实，并把应作准的一行提高版本号重新上报。',
  },
];

/** Appends a finding, once, for each case whose speaking row cannot be told from another that says something else. */
export async function appendTies(
  tx: Tx,
  source: SourceId,
  cases: readonly CaseNumber[],
  seenAt: Date,
): Promise<void> {
  for (const one of tied) {
    await tx.query(statementFor(one), [
      source,
      textArray(cases),
      seenAt.toISOString(),
      one.kind,
      one.field,
      one.sentence,
    ]);
  }
}

function statementFor({ kind, statement, said }: Tied): string {
  const table = unifiedTables[kind];
  const words = (row: string): string => `(${said.map((column) => `${row}.${column}`).join(', ')})`;
  return `
  insert into unified.finding (source, seen_at, case_no, kind, row_key, revision, code, field, sentence)
  select $1, $3::timestamptz, touched.case_no, $4, speaks.row_key, speaks.revision, 'HUB_REPORTED_TOGETHER', $5, $6
    from unnest($2::text[]) as touched (case_no)
   cross join lateral (
      select * from ${table} x where x.source = $1 and x.case_no = touched.case_no and not x.removed
       order by ${reportedLast('x', statement)} limit 1) speaks
   where exists (
           select from ${table} o
            where o.source = $1 and o.case_no = touched.case_no and o.row_key <> speaks.row_key and not o.removed
              and ${reportedTogether('o', 'speaks', statement)} and ${words('o')} is distinct from ${words('speaks')})
     and not exists (
           select from unified.finding f
            where f.case_no = touched.case_no and f.source = $1 and f.kind = $4 and f.row_key = speaks.row_key
              and f.revision = speaks.revision and f.code = 'HUB_REPORTED_TOGETHER')`;
}
