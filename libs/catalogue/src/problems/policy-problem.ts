/** Where in the policy a problem lies: the part, the entry in it by its key, and the field. The workbook finds the cell by it. */
export interface ProblemPlace {
  readonly part: 'department' | 'item' | 'list' | 'entry' | 'memorandum' | 'clause' | 'calendar';
  readonly key: string;
  readonly field: string;
}

/** One contradiction in the policy, as a Chinese clause without a full stop. */
export interface PolicyProblem {
  readonly sentence: string;
  readonly subject: string;
  readonly at: ProblemPlace;
}

/** A problem whose subject is the key of its place. */
export function problem(
  part: ProblemPlace['part'],
  key: string,
  field: string,
  sentence: string,
): PolicyProblem {
  return { sentence, subject: key, at: { part, key, field } };
}

/** The keys that occur more than once, each once. */
export function repeated(keys: readonly string[]): readonly string[] {
  const counts = Map.groupBy(keys, (key) => key);
  return [...counts].filter(([, held]) => held.length > 1).map(([key]) => key);
}

interface Dated {
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** Whether two runs of days share a day. */
export function overlap(one: Dated, other: Dated): boolean {
  return (
    (one.validTo === null || one.validTo >= other.validFrom) &&
    (other.validTo === null || other.validTo >= one.validFrom)
  );
}

/** Whether a run ends before it begins. */
export function backward({ validFrom, validTo }: Dated): boolean {
  return validTo !== null && validTo < validFrom;
}
