export { openCalendar, type Calendar, type WorkingDays } from './working-days.js';
export { deadlinePlanner } from './deadline-planner.js';
export { planDeadline } from './plan-deadline.js';
export { planLadder } from './plan-ladder.js';
export { caseClock } from './case-clock.js';
