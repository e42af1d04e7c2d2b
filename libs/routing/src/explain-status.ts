import { caseStateTitles, departmentName, type CaseState, type Clause } from '#base/contracts';
import { decideStatus, latestStatus } from './decide-status.js';
import type { RouteInput, ToldMessage } from './route-decision.js';
import type { RouteReason } from './route-reason.js';
import { validity } from './validity.js';

/** What an explanation of states depends on; `withheld` are the states that were decided and never sent. */
export interface ExplainStatusInput extends RouteInput {
  readonly withheld: readonly ToldMessage[];
}

/** Says for each department that a `status-sync` clause concerns what it heard last of where the case stands, or why nothing. */
export function explainStatus(input: ExplainStatusInput): readonly RouteReason[] {
  const told = latestStatus(input.told);
  const quiet = latestStatus(input.withheld);
  const owed = decideStatus({ ...input, told: [] }).filter(({ to }) => !told.has(departmentName(to)));
  return [
    ...[...told.values()].map((message) => toldReason(input, message)),
    ...owed.map(({ to, clause }): RouteReason => {
      const under = clause === null ? '' : `条款 ${clause.id} 第 ${clause.version} 版要求同步办件状态，`;
      return quiet.has(departmentName(to))
        ? reason(
            to,
            'quiet',
            clause,
            `未同步状态：${under}但首次装载或回补读到的状态按规定不告知；下次变化时告知。`,
          )
        : reason(to, 'owed', clause, `尚未同步状态：${under}该条款生效以来办件没有变化，下次变化时告知。`);
    }),
  ];
}

function toldReason({ policy }: RouteInput, { to, clause, body }: ToldMessage): RouteReason {
  const known: Clause | null = clause === null ? null : policy.clause(clause.id, clause.version);
  const under =
    known === null
      ? '所依据的条款已查不到'
      : `依据条款 ${known.id} 第 ${known.version} 版（${validity(known)}）`;
  const state = caseStateTitles[body['state'] as CaseState];
  return reason(to, 'told', clause, `已同步状态：${under}，最近一次为“${state}”。`);
}

function reason(
  department: RouteReason['department'],
  why: RouteReason['reason'],
  clause: RouteReason['clause'],
  sentence: string,
): RouteReason {
  return { department, reason: why, clause, sentence };
}
