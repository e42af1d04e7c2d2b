export { openCalendar, type Calendar, type WorkingDays } from './working-days.js';
export { dueDate, workingDaysBetween } from './due-date.js';
export { planDeadline, subtract, urgeTime, type Obligation } from './plan-deadline.js';
export { caseClock, type CaseClock, type CaseClockInput } from './case-clock.js';
export { type Pause } from './pauses.js';
