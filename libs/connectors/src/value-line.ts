/** What becomes of one type of a source's values, with an example that a test reads from the real server. */
export interface ValueLine {
  /** The type in its product's own words. */
  readonly type: string;
  /** A value as the department writes it, in its product's own words. */
  readonly written: string;
  /** The value in the raw message's body, as JSON. */
  readonly body: string;
  /** What the unified record makes of it, for a person. */
  readonly unified: string;
}
