import {
  brandAs,
  type DepartmentRef,
  type LicensedCase,
  type MessageWriter,
  type NewId,
  type SourceId,
  type SupervisionKey,
  type Tx,
} from '#base/contracts';
import { deadlinePlanner, openCalendar } from '#libs/calendar';
import { readHolderCases, readSupervision, type SupervisionRecord } from '#libs/records';
import { decideBreach, readBreach, type Breach } from '#libs/routing';
import { putBreaches, readBreaches, type BreachToPut, type HeldBreach } from '#libs/sending';
import type { Moment } from './case-router.js';
import { ToldDecisions } from './told-decisions.js';

/** What became of the supervision records of a batch that say somebody broke the rules: the state of each. */
export type BreachStates = readonly BreachToPut['state'][];

const secondLookMs = 60_000;
const quietReason = '首次装载或回补读到，按规定未告知任何部门；如需告知，请用 hub breaches retry。';

/** Decides which approval bureaus must hear of supervision records, and writes it all in the caller's transaction. */
export class BreachRouter {
  constructor(
    private readonly writer: MessageWriter,
    private readonly newId: NewId,
  ) {}

  /** Routes the records; those whose numbers are in `quiet` tell nobody. Costs nothing where there are none. */
  async route(
    tx: Tx,
    keys: readonly SupervisionKey[],
    quiet: ReadonlySet<string>,
    moment: Moment,
  ): Promise<BreachStates> {
    if (keys.length === 0) return [];
    const held = new Map((await readBreaches(tx, keys)).map((one) => [nameOf(one), one]));
    const records = await readSupervision(tx, keys);
    const read = records
      .map((record) => ({ record, breach: readBreach(record), held: held.get(nameOf(record)) }))
      .filter(concerns);
    if (read.length === 0) return [];
    const decide = await this.#decider(tx, read, moment);
    const decided = read.flatMap((one) => (quiet.has(one.record.number) ? keptQuiet(one) : decide(one)));
    const messages = decided.flatMap((one) => one.messages);
    await this.writer.write(tx, messages);
    await putBreaches(tx, decided, moment.at);
    return decided.map(({ state }) => state);
  }

  async #decider(
    tx: Tx,
    read: readonly Read[],
    { at, edition }: Moment,
  ): Promise<(one: Read) => readonly BreachToPut[]> {
    const known = await readCandidates(tx, read);
    const decisions = await ToldDecisions.read(
      tx,
      read.map(({ breach }) => breach),
    );
    const { snapshot, calendar } = edition;
    const planDeadline = deadlinePlanner(openCalendar(calendar));
    return (one) => {
      const { state, ...decision } = decideBreach({
        ...one,
        candidates: candidatesOf(known, one.breach),
        owner: ownerOf(one.record.source),
        chosen: one.held?.chosen ?? null,
        told: one.held?.told ?? [],
        decisions: decisions.besides(one.record),
        linked: one.held?.linked ?? null,
        policy: snapshot,
        planDeadline,
        now: at,
        newId: this.newId,
      });
      if (state === 'told') decisions.note(one.record, one.breach, decision.cases);
      return state === 'none' ? [] : [{ ...keyed(one), ...decision, state, ...nextLook(one, state, at) }];
    };
  }
}

/** A sound record matters only to who heard otherwise; what a person dismissed stays so until the record changes. */
function concerns({ record, breach, held }: Read): boolean {
  if (held?.state === 'dismissed' && held.revision === record.revision) return false;
  return breach.standing !== 'sound' || held !== undefined;
}

interface Read {
  readonly record: SupervisionRecord;
  readonly breach: Breach;
  readonly held: HeldBreach | undefined;
}

function keyed({
  record,
  breach,
}: Read): Pick<
  BreachToPut,
  'source' | 'kind' | 'number' | 'rowKey' | 'revision' | 'holderId' | 'holderName' | 'penalty'
> {
  const { source, kind, number, rowKey, revision } = record;
  const { holderId, holderName, penalty } = breach;
  return { source, kind, number, rowKey, revision, holderId, holderName, penalty };
}

/** Its licence may be in a commit beside this one, so the first miss is looked at once more; after that, when a licence of the holder arrives. */
function nextLook({ held }: Read, state: string, at: Date): Pick<BreachToPut, 'misses' | 'retryAt'> {
  const before = held?.misses ?? 0;
  if (state !== 'nobody') return { misses: before, retryAt: null };
  return { misses: before + 1, retryAt: before === 0 ? new Date(at.getTime() + secondLookMs) : null };
}

/** What was told stands as it was told until the record is read aloud again. */
function keptQuiet(read: Read): readonly BreachToPut[] {
  if (read.breach.standing === 'sound' || read.held !== undefined) return [];
  const kept = {
    state: 'quiet',
    reason: quietReason,
    cases: [],
    misses: 0,
    retryAt: null,
    messages: [],
    sameAs: null,
  } as const;
  return [{ ...keyed(read), ...kept }];
}

interface Candidates {
  readonly byId: ReadonlyMap<string, readonly LicensedCase[]>;
  readonly byName: ReadonlyMap<string, readonly LicensedCase[]>;
}

/** A name is only asked for where the record gives no code. */
async function readCandidates(tx: Tx, read: readonly Read[]): Promise<Candidates> {
  const asking = read.map(({ breach }) => breach).filter(({ standing }) => standing === 'breach');
  const ids = new Set(asking.flatMap(({ holderId }) => holderId ?? []));
  const names = new Set(
    asking.flatMap(({ holderId, holderName }) => (holderId === null ? (holderName ?? []) : [])),
  );
  return {
    byId: Map.groupBy(await readHolderCases(tx, 'id', [...ids]), ({ holder }) => holder),
    byName: Map.groupBy(await readHolderCases(tx, 'name', [...names]), ({ holder }) => holder),
  };
}

function candidatesOf(
  { byId, byName }: Candidates,
  { holderId, holderName }: Breach,
): readonly LicensedCase[] {
  return (holderId === null ? byName.get(holderName ?? '') : byId.get(holderId)) ?? [];
}

/** `370800.scjgj.rest` is a system of 370800.scjgj. */
function ownerOf(source: SourceId): DepartmentRef {
  const [region = '', department = ''] = source.split('.');
  return { region: brandAs(region), department: brandAs(department) };
}

function nameOf({
  source,
  kind,
  number,
  rowKey,
}: {
  readonly source: string;
  readonly kind: string;
  readonly number: string;
  readonly rowKey: string;
}): string {
  return `${source}\n${kind}\n${number}\n${rowKey}`;
}
