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
