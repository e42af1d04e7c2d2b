import { departmentName, type DepartmentRef, type TimeLimit } from '#base/contracts';
import type { ClauseEntry, PolicyContent } from '../policy-content.js';
import { timeLimitText } from '../time-limit.js';
import { momentText } from './moment-text.js';
import type { SheetName } from './sheet-forms.js';

/** A row as codes, before its cells are written in Chinese; an absent key is an empty cell. */
export type Row = Readonly<Record<string, string | readonly string[]>>;
export type SheetRows = Readonly<Record<SheetName, readonly Row[]>>;

/** The workbook's rows for a policy. Departments and the calendar are not in it. */
export function rowsOf(content: PolicyContent): SheetRows {
  const names = new Map<string, string>(content.items.map(({ code, name }) => [code, name]));
  const named = <Entry extends { readonly item: string }>(row: Row, { item }: Entry): Row => ({
    ...row,
    item,
    itemName: names.get(item) ?? '',
  });
  return {
    事项: content.items.map(({ field, code, name, codes, linked }) => ({
      field,
      code,
      name,
      ...codes,
      linked,
    })),
    清单信息: content.lists.map(({ validFrom, copiesTo, ...head }) => ({
      ...present(head),
      copiesTo,
      ...present({ from: validFrom }),
    })),
    划转清单: listRows(content, named),
    职责边界: content.boundaries.map((entry) =>
      named(
        {
          region: entry.region,
          approves: refer(entry.region)(entry.approves),
          supervises: entry.supervises.map(refer(entry.region)),
          enforces: entry.enforces.map(refer(entry.region)),
          standards: refer(entry.region)(entry.standards),
          duties: entry.duties,
          ...present({ commitment: entry.commitment, from: entry.validFrom, to: entry.validTo }),
        },
        entry,
      ),
    ),
    备忘录: content.memoranda.map(({ supervision, ...rest }) => ({
      ...rest,
      supervision: refer(rest.region)(supervision),
    })),
    条款: content.clauses.map((clause) => named(clauseRow(clause), clause)),
    催督阶梯: content.clauses.flatMap(({ id, version, ladder }) =>
      ladder.map((step) => ({
        id,
        version: String(version),
        moment: momentText(step),
        action: step.action,
        target: step.target,
        ...present({ colour: step.colour }),
      })),
    ),
  };
}

function listRows(
  { guidance, transfers, retained }: PolicyContent,
  named: (row: Row, entry: { readonly item: string }) => Row,
): readonly Row[] {
  return [
    ...guidance.map((entry) =>
      named({ region: entry.region, standing: 'guidance', levels: entry.levels }, entry),
    ),
    ...transfers.map((entry) =>
      named(
        {
          region: entry.region,
          standing: entry.ownChoice ? 'own-choice' : 'transferred',
          levels: [entry.level],
          ...entry.codes,
          ...present({ from: entry.validFrom, to: entry.validTo }),
        },
        entry,
      ),
    ),
    ...retained.map((entry) =>
      named({ region: entry.region, standing: entry.because, ...entry.codes, reason: entry.reason }, entry),
    ),
  ];
}

function clauseRow(clause: ClauseEntry): Row {
  const limit = (value: TimeLimit | null): string | null => (value === null ? null : timeLimitText(value));
  return {
    id: clause.id,
    version: String(clause.version),
    memorandum: clause.memorandum,
    kind: clause.kind,
    direction: clause.direction,
    targets: clause.targets.map(refer(clause.region)),
    profile: clause.profile,
    materials: clause.materials,
    claimMode: clause.claimMode,
    claimWithin: timeLimitText(clause.claimWithin),
    receipts: clause.receipts,
    urgeBefore: timeLimitText(clause.urgeBefore),
    boundary: clause.boundary,
    ...present({
      answerWithin: limit(clause.answerWithin),
      support: clause.support,
      from: clause.validFrom,
      to: clause.validTo,
      note: clause.note,
    }),
  };
}

function refer(region: string): (ref: DepartmentRef) => string {
  return (ref) => (ref.region === region ? ref.department : departmentName(ref));
}

function present(values: Readonly<Record<string, string | null>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (value === null ? [] : [[key, value]])),
  );
}
