import type { Command } from 'commander';
import type { Desk } from '../desk.js';
import { addPolicyCheck } from '../policy/check.js';
import { addDrafts } from '../policy/drafts.js';
import { addExchange } from '../policy/exchange.js';
import { addPolicyLimit } from '../policy/limit.js';

/** `hub policy …`: the lists, boundaries and memoranda as data that a bureau maintains. */
export function addPolicy(program: Command, desk: Desk): void {
  const policy = program.command('policy').description('清单、职责边界与备忘录：核对、导入导出、报审与批准');
  addPolicyCheck(policy, desk);
  addExchange(policy, desk);
  addDrafts(policy, desk);
  addPolicyLimit(policy, desk);
}
