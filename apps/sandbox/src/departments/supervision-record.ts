import { brandAs, departmentName, type DepartmentRef, type FaultCode } from '#base/contracts';
import { localDay, localTime } from '../generator/index.js';
import { applicantOf, type Applicant } from '../generator/applicant.js';
import { withWrongCheck } from '../generator/identifiers.js';
import type { RecordPlan, SampleRecord } from './sample-record.js';

type Cells = Readonly<Record<string, string | null>>;
type Fields = SampleRecord['unified'];

/** Rows of a table of 互联网+监管, and what they mean in the unified model. */
export interface SupervisionTable {
  readonly source: string;
  readonly stream: string;
  readonly department: DepartmentRef;
  /** First characters of the record numbers. */
  readonly prefix: string;
  /** The columns that only this table has. */
  own(plan: RecordPlan, agencyUscc: string): { readonly cells: Cells; readonly fields: Fields };
  /** Which number of a hundred is spoilt in a way of the table's own. */
  readonly spoilt: Readonly<Record<number, Spoiling>>;
}

/** One fault: the cells it changes, and what the hub makes of it. */
export interface Spoiling {
  readonly cells: (cells: Cells) => Cells;
  readonly code: FaultCode;
}

const dayMs = 86_400_000;
/** Of a hundred records, these are wrong in columns that every table has; each number is one row to park. */
const commonSpoilt: Readonly<Record<number, Spoiling>> = {
  13: {
    cells: ({ administrative_cp_ui_code: id }) => ({ administrative_cp_ui_code: withWrongCheck(id ?? '') }),
    code: 'HUB_CODE_MALFORMED',
  },
  29: { cells: () => ({ area_number: '999999' }), code: 'HUB_REGION_UNKNOWN' },
  83: { cells: () => ({ supervise_item_implement_code: '0137080000' }), code: 'HUB_CODE_MALFORMED' },
};
const amended: ReadonlySet<number> = new Set([7, 57]);
const withdrawn = 91;

/** A department of the city. */
export function cityDepartment(department: string): DepartmentRef {
  return { region: brandAs('370800'), department: brandAs(department) };
}

/** One record of a table: a row, and for the numbers that are amended or withdrawn a later one about the same record. */
export function tellSupervision(table: SupervisionTable, plan: RecordPlan): readonly SampleRecord[] {
  const number = plan.serial % 100;
  const first = recordOf(table, plan);
  const spoiling = table.spoilt[number] ?? commonSpoilt[number];
  if (spoiling !== undefined) {
    const body = { ...first.body, ...spoiling.cells(first.body) };
    return [{ ...first, body, parked: spoiling.code, unified: {} }];
  }
  if (amended.has(number)) return [first, laterOf(first, 'U', 'UPDATE')];
  return number === withdrawn ? [first, laterOf(first, 'D', 'DELETE')] : [first];
}

function laterOf(record: SampleRecord, operation: string, unified: string): SampleRecord {
  const writtenAt = new Date(record.writtenAt.getTime() + 1_000);
  const address = `${record.body['address_operating'] ?? ''}(更正)`;
  return {
    ...record,
    writtenAt,
    body: {
      ...record.body,
      address_operating: address,
      cd_time: localTime(writtenAt),
      cd_operation: operation,
    },
    unified: {
      ...record.unified,
      operatingAddress: address,
      exchangeOperation: unified,
      removed: operation === 'D',
    },
  };
}

function recordOf(table: SupervisionTable, plan: RecordPlan): SampleRecord {
  const agency = agencyOf(table, plan);
  const stranger = applicantOf(plan.dice, plan.dice.pick(['370811', '370881']));
  const party = plan.licensee?.applicant ?? stranger;
  const region = party.address.includes('曲阜') ? '370881' : '370811';
  const identity = `${table.prefix}${localDay(plan.at).replaceAll('-', '')}${String(plan.serial).padStart(7, '0')}`;
  const own = table.own(plan, agency.uscc);
  const submittedOn = localDay(plan.at);
  return {
    source: table.source,
    stream: table.stream,
    identity,
    writtenAt: plan.at,
    parked: null,
    body: {
      record_unique_identity: identity,
      supervise_item_implement_code:
        plan.licensee?.supervisionCode ?? `01370800${String(plan.serial % 1_000_000).padStart(6, '0')}`,
      implement_institution: agency.name,
      implement_institution_code: agency.uscc,
      ...partyCells(party, region),
      ...own.cells,
      submitted_date: submittedOn,
      submitted_personnel: '报送员一',
      cd_time: localTime(plan.at),
      cd_batch: `${localDay(plan.at).replaceAll('-', '')}00001`,
      cd_source: 'p37',
      cd_operation: 'I',
    },
    unified: {
      agencyName: agency.name,
      agencyUscc: agency.uscc,
      ...partyFields(party, region),
      ...own.fields,
      submittedOn,
      exchangeOperation: 'INSERT',
      removed: false,
    },
  };
}

function agencyOf(
  table: SupervisionTable,
  { policy }: RecordPlan,
): { readonly name: string; readonly uscc: string } {
  const found = policy.departments.find((each) => departmentName(each) === departmentName(table.department));
  if (found === undefined) throw new Error(`the sample policy has no ${departmentName(table.department)}`);
  return found;
}

function partyCells(party: Applicant, region: string): Cells {
  return {
    supervise_object: party.name,
    administrative_cp: party.name,
    administrative_cp_na: party.person ? '自然人' : '法人',
    administrative_cp_ce_type: party.idType,
    administrative_cp_ui_code: party.id,
    address_operating: party.address,
    area_number: region,
  };
}

function partyFields(party: Applicant, region: string): Fields {
  return {
    counterpartyName: party.name,
    counterpartyType: party.person ? 'NATURAL_PERSON' : 'LEGAL_PERSON',
    counterpartyIdType: party.person ? 'ID_CARD' : 'USCC',
    counterpartyId: party.id,
    operatingAddress: party.address,
    regionCode: region,
  };
}

/** A day some days before a record is written, or that day: a licence of today has been looked at today at the earliest. */
export function dayBefore({ at, licensee }: RecordPlan, days: number): string {
  return localDay(new Date(at.getTime() - (licensee ? 0 : days * dayMs)));
}

/** The code of a list entry: who is responsible, at which level, for what. */
export function listCodeOf(agencyUscc: string, serial: number): string {
  return `${agencyUscc}3370117${String(serial % 1_000_000).padStart(6, '0')}`;
}
