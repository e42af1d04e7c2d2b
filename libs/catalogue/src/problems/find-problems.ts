import type { PolicyContent } from '../policy-content.js';
import { calendarProblems } from './calendar-problems.js';
import { clauseProblems } from './clause-problems.js';
import { departmentProblems, itemProblems } from './item-problems.js';
import { listProblems } from './list-problems.js';
import type { PolicyProblem } from './policy-problem.js';

/** Everything in which the content contradicts itself: what one document names, another must define, and no rule may be said twice. */
export function findProblems(content: PolicyContent): readonly PolicyProblem[] {
  return [
    ...departmentProblems(content),
    ...itemProblems(content),
    ...listProblems(content),
    ...clauseProblems(content),
    ...calendarProblems(content),
  ];
}
