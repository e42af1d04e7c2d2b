import {
  beijingText,
  type CodeSystem,
  type Item,
  type ProfilePart,
  type CaseFacts,
  type RecordFacts,
  ownField,
} from '#base/contracts';
import type { DecisionContent } from './decision-body.js';

/** The content of a decision, whole: every part, before a profile cuts it. The application's word goes before the acceptance's. */
export function composeContent(facts: CaseFacts, item: Item): Required<DecisionContent> {
  const of = (...names: readonly string[]): string | null =>
    firstText([facts.application, facts.acceptance], names);
  const result = (...names: readonly string[]): string | null => firstText([facts.resultRecord], names);
  return {
    case: {
      source: facts.source,
      caseNumber: facts.caseNumber,
      region: facts.region,
      projectName: of('projectName'),
      appliedAt: instantText(of('appliedAt')),
      acceptedAt: instantText(of('acceptedAt')),
    },
    item: {
      code: item.code,
      name: item.name,
      nationalCatalogCode: alias(item, 'nationalCatalogCode'),
      localCatalogCode: alias(item, 'localCatalogCode'),
      editorialCode: alias(item, 'editorialCode'),
    },
    decision: {
      result: facts.result ?? 'CLOSED_OTHER',
      decidedAt: facts.decidedAt === null ? null : beijingText(facts.decidedAt),
      approvalNumber: result('approvalNumber'),
      approvingDepartment: { uscc: of('departmentUscc'), name: of('departmentName') },
    },
    licence: {
      name: result('licenceName', 'licenceType'),
      number: result('licenceNumber'),
      validTo: result('licenceValidTo', 'licenceTerm'),
      issuer: result('issuer'),
    },
    applicant: {
      name: of('applicantName'),
      idType: of('applicantIdType'),
      id: of('applicantId'),
      legalPerson: of('legalPerson'),
      contactName: of('contactName'),
      contactPhone: of('contactPhone', 'applicantMobile', 'applicantPhone'),
      address: of('address'),
    },
  };
}

/** The content a profile lets through. Who the case is (source, number, region) is never cut: it is the message's key. */
export function cutContent(
  whole: Required<DecisionContent>,
  profile: readonly ProfilePart[],
): DecisionContent {
  const sees = new Set(profile);
  const { source, caseNumber, region } = whole.case;
  const applicant = {
    ...(sees.has('applicant.name') && pick(whole.applicant, ['name'])),
    ...(sees.has('applicant.id') && pick(whole.applicant, ['idType', 'id'])),
    ...(sees.has('applicant.legal') && pick(whole.applicant, ['legalPerson'])),
    ...(sees.has('applicant.contact') && pick(whole.applicant, ['contactName', 'contactPhone', 'address'])),
  };
  return {
    case: sees.has('case') ? whole.case : { source, caseNumber, region },
    ...(sees.has('item') && { item: whole.item }),
    ...(sees.has('decision') && { decision: whole.decision }),
    ...(sees.has('licence') && { licence: whole.licence }),
    ...(Object.keys(applicant).length > 0 && { applicant }),
  };
}

function pick<Whole extends object, Key extends keyof Whole>(
  whole: Whole,
  keys: readonly Key[],
): Partial<Pick<Whole, Key>> {
  const picked: Partial<Pick<Whole, Key>> = {};
  for (const key of keys) picked[key] = whole[key];
  return picked;
}

function firstText(records: readonly (RecordFacts | null)[], names: readonly string[]): string | null {
  for (const name of names)
    for (const record of records) {
      const value = ownField(record, name);
      if (typeof value === 'string' && value !== '') return value;
    }
  return null;
}

function instantText(text: string | null): string | null {
  const at = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? text : beijingText(new Date(at));
}

function alias(item: Item, system: CodeSystem): string | null {
  return item.aliases.find((known) => known.system === system)?.code ?? null;
}
