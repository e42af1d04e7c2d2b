import { codeSystems } from '#base/contracts';
import { stringify } from 'yaml';
import type { PolicyDocument } from '../policy-content.js';
import { parseMoment } from './moment-text.js';
import type { ReadRow, ReadSheets } from './read-sheets.js';

/** A paper as a YAML document would say it, and the row it begins with. */
export interface SheetPaper {
  readonly document: PolicyDocument;
  readonly first: ReadRow;
}

type Said = Readonly<Record<string, unknown>>;

/** The papers that the rows of a workbook make up: one per field of items, per list, per memorandum. */
export function papersOf(sheets: ReadSheets): readonly SheetPaper[] {
  const papers: SheetPaper[] = [];
  const say = (first: ReadRow, name: string, said: Said): unknown =>
    papers.push({
      first,
      document: { path: `policy/${name}.yaml`, text: stringify(said, { lineWidth: 0 }) },
    });
  for (const [field, rows] of Map.groupBy(sheets.事项, ({ values }) => values['field'] ?? ''))
    for (const first of rows.slice(0, 1))
      say(first, `items/${field}`, { document: 'items', title: field, items: rows.map(itemOf) });
  for (const head of sheets.清单信息) {
    const { kind = '', region = '' } = head.values;
    say(head, `${kind}/${region}`, { ...headOf(head), ...entriesOf(sheets, kind, region) });
  }
  for (const head of sheets.备忘录) {
    const { id = '' } = head.values;
    const clauses = sheets.条款.filter(({ values }) => values['memorandum'] === id);
    say(head, `memoranda/${id}`, memorandumOf(head, clauses, sheets.催督阶梯));
  }
  return papers;
}

function itemOf({ values, lists }: ReadRow): Said {
  const codes = codeSystems.flatMap((system) => {
    const code = values[system];
    return code === undefined ? [] : [[system, code] as const];
  });
  return {
    code: values['code'],
    name: values['name'],
    codes: Object.fromEntries(codes),
    linked: lists['linked'] ?? [],
  };
}

function headOf({ values, lists }: ReadRow): Said {
  const { kind, from, ...rest } = values;
  return {
    document: kind,
    ...rest,
    publishedOn: values['publishedOn'] ?? null,
    copiesTo: lists['copiesTo'] ?? [],
    ...(kind === 'guidance-catalogue' ? {} : { from }),
  };
}

function entriesOf(sheets: ReadSheets, kind: string, region: string): Said {
  const own = (rows: readonly ReadRow[]): readonly ReadRow[] =>
    rows.filter(({ values }) => values['region'] === region);
  if (kind === 'boundary-list') return { items: own(sheets.职责边界).map(boundaryOf) };
  const rows = own(sheets.划转清单);
  const standing = (row: ReadRow): string => row.values['standing'] ?? '';
  if (kind === 'guidance-catalogue')
    return {
      items: rows
        .filter((row) => standing(row) === 'guidance')
        .map(({ values, lists }) => ({ item: values['item'], levels: lists['levels'] ?? [] })),
    };
  const moved = rows.filter((row) => ['transferred', 'own-choice'].includes(standing(row)));
  const kept = rows.filter((row) => ['no-authority', 'other-level', 'other'].includes(standing(row)));
  return { items: moved.map(transferOf), retained: kept.map(retainedOf) };
}

function transferOf({ values, lists }: ReadRow): Said {
  const level = lists['levels']?.[0];
  return {
    item: values['item'],
    ...taskCodes(values),
    ...(level === undefined ? {} : { level }),
    ownChoice: values['standing'] === 'own-choice',
    ...dates(values),
  };
}

function retainedOf({ values }: ReadRow): Said {
  return {
    item: values['item'],
    ...taskCodes(values),
    because: values['standing'],
    reason: values['reason'] ?? '',
  };
}

function boundaryOf({ values, lists }: ReadRow): Said {
  const { item, approves, standards, duties, commitment } = values;
  const { supervises = [], enforces = [] } = lists;
  return {
    item,
    approves,
    supervises,
    enforces,
    standards,
    duties,
    commitment: commitment ?? null,
    ...dates(values),
  };
}

function memorandumOf(head: ReadRow, clauses: readonly ReadRow[], ladder: readonly ReadRow[]): Said {
  const { id, title, region = '', approval, supervision = '', signedOn } = head.values;
  const [one = '', other] = supervision.split('.');
  const side = other === undefined ? { region, department: one } : { region: one, department: other };
  return {
    document: 'memorandum',
    id,
    title,
    region,
    approval,
    supervision: side,
    signedOn,
    clauses: clauses.map((clause) => clauseOf(clause, ladder)),
  };
}

function clauseOf({ values, lists }: ReadRow, ladder: readonly ReadRow[]): Said {
  const { memorandum: _, version, answerWithin, to, note, ...rest } = values;
  const steps = ladder.filter(
    (step) => step.values['id'] === values['id'] && step.values['version'] === version,
  );
  return {
    ...rest,
    version: Number(version),
    ...lists,
    answerWithin: answerWithin ?? null,
    to: to ?? null,
    note: note ?? null,
    ...(steps.length === 0 ? {} : { ladder: steps.map(stepOf) }),
  };
}

function stepOf({ values }: ReadRow): Said {
  return {
    ...parseMoment(values['moment'] ?? ''),
    action: values['action'],
    target: values['target'],
    colour: values['colour'] ?? null,
  };
}

function taskCodes(values: ReadRow['values']): Said {
  const { nationalTaskCode, localTaskCode } = values;
  return {
    ...(nationalTaskCode === undefined ? {} : { nationalTaskCode }),
    ...(localTaskCode === undefined ? {} : { localTaskCode }),
  };
}

function dates(values: ReadRow['values']): Said {
  const { from, to } = values;
  return { ...(from === undefined ? {} : { from }), to: to ?? null };
}
