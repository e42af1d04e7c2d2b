/**
 * Which parked records are meant; what is left out or null does not matter. An empty `stream` or `field` means records without one,
 * as a group shows them.
 */
export interface ParkedSelection {
  readonly states: readonly string[];
  readonly ids?: readonly string[] | null;
  readonly source?: string | null;
  /** A pattern for `like` of the sources that whoever asks may see; with those of a department, its replies. */
  readonly within?: string | null;
  readonly stream?: string | null;
  readonly field?: string | null;
  readonly cause?: string | null;
  readonly code?: string | null;
  readonly caseNumber?: string | null;
}

/** Parked and not yet decided, or on the way out. */
export const openStates = ['parked', 'releasing'] as const;
