import type { FaultCode } from '#base/contracts';
import { mod3736CheckCharacter } from '#base/model';
import { localDay, localTime } from '../generator/index.js';
import { applicantOf } from '../generator/applicant.js';
import { withWrongCheck } from '../generator/identifiers.js';
import type { RecordPlan, SampleRecord } from './sample-record.js';
import { dayBefore } from './supervision-record.js';

type Cells = Readonly<Record<string, string | null>>;

const fiveYearsMs = 1_826 * 86_400_000;
const typeCode = '11100000000013338W011';

/** Of a hundred licences, these are wrong; each number is one row to park. The table takes no null, so what is missing is empty. */
const spoilt: Readonly<Record<number, readonly [FaultCode, (cells: Cells) => Cells]>> = {
  13: ['HUB_USCC_INVALID', ({ ISSUE_DEPT_CODE: code }) => ({ ISSUE_DEPT_CODE: withWrongCheck(code ?? '') })],
  47: ['HUB_FIELD_MISSING', () => ({ ISSUE_DATE: '' })],
  61: ['HUB_DATE_INVALID', () => ({ ISSUE_DATE: '20260230' })],
};
const extended = 7;
const withdrawn = 91;

/** A row of the catalogue of electronic licences; of a hundred one is extended later and one deleted. */
export function tellLicence(source: string, plan: RecordPlan): readonly SampleRecord[] {
  const number = plan.serial % 100;
  const licence = licenceOf(source, plan);
  const fault = spoilt[number];
  if (fault !== undefined) {
    const [parked, change] = fault;
    return [{ ...licence, parked, body: { ...licence.body, ...change(licence.body) }, unified: {} }];
  }
  const writtenAt = new Date(licence.writtenAt.getTime() + 1_000);
  const later = (operation: string, change: Cells): SampleRecord => ({
    ...licence,
    writtenAt,
    body: { ...licence.body, ...change, CD_OPERATION: operation, CD_TIME: localTime(writtenAt) },
  });
  if (number === withdrawn) return [licence, { ...later('D', {}), unified: { removed: true } }];
  if (number !== extended) return [licence];
  return [licence, { ...later('U', { VALID_END: '长期' }), unified: { ...licence.unified, validTo: null } }];
}

function licenceOf(source: string, plan: RecordPlan): SampleRecord {
  const bureau = plan.policy.departments.find(
    ({ region, role }) => region === '370800' && role === 'approval',
  );
  if (bureau === undefined) throw new Error('the sample policy has no approval bureau in 370800');
  const region = plan.dice.pick(['370811', '370881']);
  const holder = plan.licensee?.applicant ?? applicantOf(plan.dice, region);
  const issuedOn = dayBefore(plan, plan.dice.between(0, 3));
  const validTo = localDay(new Date(new Date(`${issuedOn}T00:00:00+08:00`).getTime() + fiveYearsMs));
  const serial = String(plan.serial).padStart(7, '0');
  const identity = `ZZ${localDay(plan.at).replaceAll('-', '')}${serial}`;
  const number = `JY1${region}${serial}`;
  const parts = [typeCode, bureau.uscc, identity.slice(2), '001'];
  const identifier = `1.2.156.3005.2.${parts.join('.')}.${mod3736CheckCharacter(parts.join(''))}`;
  return {
    source,
    stream: 'licence',
    identity,
    writtenAt: plan.at,
    parked: null,
    body: {
      CERTIFICATE_SOURCE_ID: identity,
      CERTIFICATE_IDENTIFIER: identifier,
      CERTIFICATE_NAME: '中华人民共和国食品经营许可证',
      CERTIFICATE_TYPE: '食品经营许可证',
      CERTIFICATE_TYPE_CODE: typeCode,
      CERTIFICATE_NUMBER: number,
      CERTIFICATE_HOLDER: holder.name,
      CERTIFICATE_HOLDER_TYPE: holder.idType,
      CERTIFICATE_HOLDER_CODE: holder.id,
      ISSUE_DEPT: bureau.name,
      ISSUE_DEPT_CODE: bureau.uscc,
      ISSUE_DATE: issuedOn.replaceAll('-', ''),
      VALID_BEGIN: issuedOn,
      VALID_END: validTo,
      CERTIFICATE_AREA_CODE: region,
      CD_TIME: localTime(plan.at),
      CD_OPERATION: 'I',
    },
    unified: { identifier, number, holderName: holder.name, issuedOn, validTo, removed: false },
  };
}
