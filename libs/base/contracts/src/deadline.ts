/** Units a time limit is counted in; working days by the calendar of the region. */
export type TimeUnit = 'workingDay' | 'naturalDay' | 'hour' | 'minute';

/** A time limit as a clause states it, e.g. 2 working days. */
export interface TimeLimit {
  readonly amount: number;
  readonly unit: TimeUnit;
}

/** `explicit`: claim within the limit; `onDelivery`: delivery counts as the claim (推送即认领). */
export type ClaimMode = 'explicit' | 'onDelivery';

/** When something is due. Beyond the published calendar there is no date, only the explicit state. */
export type DueDate =
  | { readonly state: 'due'; readonly at: Date; readonly calendarVersion: string }
  | { readonly state: 'no-official-calendar'; readonly year: number; readonly calendarVersion: string };

/** One year of the national calendar: days off and weekend days worked instead; days are YYYY-MM-DD. */
export interface CalendarYear {
  readonly year: number;
  readonly off: readonly string[];
  readonly work: readonly string[];
}

/** What a region does differently or, where it names departments, the service centre (政务服务中心) in which they sit. */
export interface CalendarException {
  readonly region: string;
  readonly centre?: string | undefined;
  readonly departments?: readonly string[] | undefined;
  readonly off: readonly string[];
  readonly work: readonly string[];
}

/** The working-day calendar as data: the yearly notices, what single regions do differently, and how far it is official. */
export interface CalendarData {
  readonly version: string;
  readonly publishedFrom: string;
  readonly publishedUntil: string;
  readonly years: readonly CalendarYear[];
  readonly regions: readonly CalendarException[];
}
