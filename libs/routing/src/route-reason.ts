import type { DepartmentRef } from '#base/contracts';

/** Why a department was told of a case, or was not. */
export const routeReasons = [
  'told',
  'withdrawn',
  'owed',
  'quiet',
  'not-in-force',
  'no-clause',
  'not-transferred',
  'not-granted',
  'incomplete',
  'item-unknown',
  'parked',
] as const;

/** One answer of an explanation. */
export interface RouteReason {
  /** The department it is about; null when it holds for everybody. */
  readonly department: DepartmentRef | null;
  readonly reason: (typeof routeReasons)[number];
  /** The clause version that chose the department, or that would have. */
  readonly clause: { readonly id: string; readonly version: number } | null;
  /** The whole answer in one Chinese sentence, without personal data. */
  readonly sentence: string;
}
