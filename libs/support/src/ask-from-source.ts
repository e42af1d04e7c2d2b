import { beijingDay, type DecisionPolicy, type PlannedMessage, type Tx } from '#base/contracts';
import { supportProcedures } from '#base/model';
import { arrangementOf } from './arrangement.js';
import { planSupport, type PlanParts } from './plan-support.js';
import { anyProcedure, procedureOf, type Procedure } from './procedures.js';
import { insertSupport, type SupportRow } from './sql/insert-support.js';
import { selectUnasked, type UnaskedProcedure } from './sql/select-unasked.js';
import type { SupportParts } from './support-parts.js';

const atOnce = 100;
/** Procedures that were open longer when the hub first saw them are history, not a call for help: a person decides about those. */
const freshMs = 30 * 86_400_000;

/** Asks for every open special procedure of the sources that calls for support, each once whoever looks; answers how many were asked. */
export async function askFromSource(parts: SupportParts): Promise<number> {
  const unasked = await selectUnasked(parts.database, anyProcedure, atOnce);
  if (unasked.length === 0) return 0;
  const policy = await parts.policy();
  let asked = 0;
  for (const special of unasked)
    asked += Number(await parts.database.transaction((tx) => ask(tx, parts, policy, special)));
  return asked;
}

async function ask(
  tx: Tx,
  parts: SupportParts,
  policy: DecisionPolicy,
  special: UnaskedProcedure,
): Promise<boolean> {
  const procedure = procedureOf(special);
  if (procedure === null) return false;
  const now = parts.clock.now();
  const plan = planFor({ ...parts, planDeadline: policy.planDeadline, now }, policy, special, procedure);
  // Noted first: where another relay was faster its request stands, and nothing is said twice.
  if (!(await insertSupport(tx, { ...plan.row, id: parts.newId(), askedAt: now }))) return false;
  await parts.writer.write(tx, plan.messages);
  return plan.messages.length > 0;
}

interface Plan {
  readonly row: Omit<SupportRow, 'id' | 'askedAt'>;
  readonly messages: readonly PlannedMessage[];
}

function planFor(
  parts: PlanParts,
  { snapshot }: DecisionPolicy,
  special: UnaskedProcedure,
  procedure: Procedure,
): Plan {
  const item = snapshot.findItem(special.itemCodes)?.code ?? null;
  const { about, rowKey, region } = special;
  const row = { about, rowKey, region, item, procedure, startedBy: 'source' };
  const nobody = (nobodyReason: string): Plan => ({
    row: { ...row, asked: null, nobodyReason },
    messages: [],
  });
  if (item === null) return nobody('事项不在目录内。');
  if (parts.now.getTime() - special.startedAt.getTime() > freshMs)
    return nobody('特别程序启动已超过30天，是否仍需技术支撑由人确认。');
  const arrangement = arrangementOf(snapshot, region, item, procedure, beijingDay(parts.now));
  if (arrangement === null) return nobody(`备忘录没有写明该事项的${supportProcedures[procedure]}由谁承担。`);
  const messages = planSupport(parts, {
    ...arrangement,
    about,
    region,
    item,
    procedure,
    ...wordsOf(special),
    from: { region, department: arrangement.clause.from },
    completeBy: null,
  });
  const [first] = messages ?? [];
  if (messages === null || first === undefined)
    return nobody('条款没有写明完成时限，或所需年度尚无官方日历，请指定完成日期。');
  const { main, assisting } = arrangement;
  return { row: { ...row, asked: { request: first.id, main, assisting }, nobodyReason: null }, messages };
}

function wordsOf({ name, itemName, reason, place }: UnaskedProcedure): {
  content: string;
  place: string | null;
} {
  const why = reason === null ? '' : `：${reason}`;
  return {
    content: `${itemName ?? '办件'}启动“${name}”${why}`.slice(0, 2000),
    place: place?.slice(0, 500) ?? null,
  };
}
