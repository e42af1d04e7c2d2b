/** What a report looks at; null leaves a bound out. */
export interface FigureFilter {
  /** Overdue and late are judged at this instant. */
  readonly at: Date;
  /** The region of the matter, six digits. */
  readonly region: string | null;
  /** Also the regions below it: a city with its counties. */
  readonly below: boolean;
  /** `<region>.<department>`: whoever was told. */
  readonly department: string | null;
  readonly item: string | null;
  readonly kind: string | null;
  /** Inclusive. */
  readonly since: Date | null;
  /** Exclusive. */
  readonly before: Date | null;
  /** By what the period counts: the push of the matter, whatever became of it since, or the day of the figure's own fact. */
  readonly datedBy: 'push' | 'event';
}

/** Everything, as it stands at an instant. */
export function everything(at: Date): FigureFilter {
  return {
    at,
    region: null,
    below: false,
    department: null,
    item: null,
    kind: null,
    since: null,
    before: null,
    datedBy: 'push',
  };
}

/** The filter as `feedback.figure_rows` takes it: counts and lists give the very same values. */
export function filterValues(filter: FigureFilter): readonly unknown[] {
  const { at, region, below, department, item, kind, since, before, datedBy } = filter;
  const places = region !== null && below ? `${region.replace(/(00){1,2}$/, '')}%` : region;
  return [at, places, department, item, kind, since, before, datedBy === 'event'];
}
