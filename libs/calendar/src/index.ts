export { openCalendar, type Calendar } from './working-days.js';
export { planDeadline } from './plan-deadline.js';
export { caseClock } from './case-clock.js';
