/** One canonical code with its Chinese title, and the code of GB/T 39046—2020 appendix A where it has one. */
export interface CodeEntry {
  readonly code: string;
  readonly title: string;
  readonly national?: string;
}

/** Makes one entry of a code set. */
export const entry = (code: string, title: string, national?: string): CodeEntry =>
  national === undefined ? { code, title } : { code, title, national };
