/** One source or, with null, all; of these only those within a pattern for `like`, which says how far the asker reaches. */
export interface SourcesFilter {
  readonly source: string | null;
  readonly limit: number;
  readonly within?: string | null;
}
