import {
  beijingDay,
  type CaseNumber,
  type DepartmentRef,
  type ItemCode,
  type PartyBounds,
  type PolicySnapshot,
  type RegionCode,
  unregisteredDepartment,
} from '#base/contracts';
import { checkMessageBody, supportProcedures } from '#base/model';
import { writeAudit } from '#base/postgres';
import { arrangementOf } from './arrangement.js';
import { decideExtension, type ExtensionDecision } from './decide-extension.js';
import { planSupport, type SupportRequest } from './plan-support.js';
import type { Procedure } from './procedures.js';
import { insertSupport } from './sql/insert-support.js';
import { selectSupportCases, type SupportCase } from './sql/select-support-case.js';
import { selectSupports, type SupportEntry, type SupportFilter } from './sql/select-supports.js';
import type { DeskOutcome, SupportParts } from './support-parts.js';

/** What a person asks for; null leaves it to the clause of the item. */
export interface AskInput {
  readonly caseNumber: CaseNumber;
  readonly source: string | null;
  readonly procedure: Procedure;
  readonly content: string;
  readonly place: string | null;
  readonly completeBy: string | null;
  readonly main: DepartmentRef | null;
  readonly assisting: readonly DepartmentRef[] | null;
  readonly by: string;
  /** Whether the asker may ask in the name of the case's approval bureau; the command line may for all. */
  readonly mayAskFor: (bureau: DepartmentRef) => boolean;
}

/** Where a person asks departments for technical support, decides about their wishes for more time, and sees what became of it. */
export class SupportDesk {
  constructor(private readonly parts: SupportParts) {}

  list(filter: SupportFilter): Promise<readonly SupportEntry[]> {
    return selectSupports(this.parts.database, filter);
  }

  /** One request as it stands; null where those within bounds see no such one. */
  async find(id: string, within: PartyBounds): Promise<SupportEntry | null> {
    const anything = {
      caseNumber: null,
      department: null,
      region: null,
      openOnly: false,
      overdueOnly: false,
    };
    const [found = null] = await this.list({ ...anything, id, within, limit: 1 });
    return found;
  }

  /** Grants or refuses the open wish for more time; audited. */
  decide(decision: ExtensionDecision): Promise<DeskOutcome> {
    return decideExtension(this.parts, decision);
  }

  /** Asks the departments of the item's clause, or those named; audited. Message, deadline and note commit together. */
  async ask(input: AskInput): Promise<DeskOutcome> {
    const { database, writer, clock, newId } = this.parts;
    const policy = await this.parts.policy();
    const now = clock.now();
    const found = oneCase(await selectSupportCases(database, input.caseNumber, input.source));
    if (typeof found === 'string') return refused(found);
    const request = requestOf(policy.snapshot, found, input, beijingDay(now));
    if (typeof request === 'string') return refused(request);
    const messages = planSupport({ planDeadline: policy.planDeadline, newId, now }, request);
    const [first] = messages ?? [];
    if (messages === null || first === undefined)
      return refused('条款没有写明完成时限，或所需年度尚无官方日历，请指定完成日期。');
    const check = checkMessageBody('tech-support-request', { ...first.body });
    if (!check.valid) return refused(check.sentence);
    const id = newId();
    await database.transaction(async (tx) => {
      const { about, region, item, procedure, main, assisting } = request;
      const asked = { request: first.id, main, assisting };
      const note = { id, about, rowKey: null, region, item, procedure, startedBy: input.by, askedAt: now };
      await insertSupport(tx, { ...note, asked, nobodyReason: null });
      await writer.write(tx, messages);
      const detail = { case: about.caseNumber, procedure, message: first.id, departments: messages.length };
      await writeAudit(tx, { at: now, by: input.by, action: 'support.ask', subject: id, detail });
    });
    return { done: true, id };
  }
}

interface KnownCase extends SupportCase {
  readonly region: RegionCode;
}

function oneCase(cases: readonly SupportCase[]): KnownCase | string {
  const [found, other] = cases;
  if (found === undefined) return '没有这个办件，请核对编号与来源。';
  if (other !== undefined)
    return `有 ${cases.length} 个来源使用这个编号，请指明来源：${cases.map(({ about }) => about.source).join('、')}。`;
  const { region } = found;
  return region === null ? '该办件的行政区划未知，不能发出请求。' : { ...found, region };
}

function requestOf(
  snapshot: PolicySnapshot,
  { about, region, itemCodes }: KnownCase,
  input: AskInput,
  day: string,
): SupportRequest | string {
  const item = snapshot.findItem(itemCodes)?.code ?? null;
  if (item === null) return '该办件的事项不在目录内，不能发出请求。';
  const from = snapshot.approvalBureau(region);
  if (from === null) return '该区划没有登记行政审批服务局。';
  if (!input.mayAskFor(from)) return '没有这个办件，请核对编号与来源。';
  const owed = whoOwes(snapshot, region, item, input, day);
  if (typeof owed === 'string') return owed;
  const { procedure, content, place, completeBy } = input;
  return {
    about,
    region,
    item,
    procedure,
    content,
    place,
    completeBy,
    from: { region: from.region, department: from.department },
    ...owed,
  };
}

type Owed = Pick<SupportRequest, 'main' | 'assisting' | 'clause'>;

/** The clause's departments, or those a person names; a clause binds only those it names. */
function whoOwes(
  snapshot: PolicySnapshot,
  region: RegionCode,
  item: ItemCode,
  { procedure, main, assisting }: AskInput,
  day: string,
): Owed | string {
  const arranged = arrangementOf(snapshot, region, item, procedure, day);
  if (main === null)
    return arranged === null
      ? `备忘录没有写明该事项的${supportProcedures[procedure]}由谁承担，请指定主办部门与完成日期。`
      : { main: arranged.main, assisting: assisting ?? arranged.assisting, clause: arranged.clause };
  const unknown = [main, ...(assisting ?? [])].find((each) => snapshot.department(each) === null);
  if (unknown !== undefined) return unregisteredDepartment(unknown);
  return { main, assisting: assisting ?? [], clause: null };
}

function refused(sentence: string): DeskOutcome {
  return { done: false, sentence };
}
