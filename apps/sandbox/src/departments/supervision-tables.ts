import type { DepartmentRef } from '#base/contracts';
import { dayBefore, listCodeOf, type SupervisionTable } from './supervision-record.js';

interface Place {
  readonly source: string;
  readonly department: DepartmentRef;
  readonly prefix: string;
}

const checkResults = [
  ['符合', 'CONFORMING'],
  ['符合', 'CONFORMING'],
  ['基本符合', 'MOSTLY_CONFORMING'],
  ['不符合', 'NOT_CONFORMING'],
] as const;

/** 行政检查行为 as a department keeps it. */
export function inspectionTable(place: Place, subject: string): SupervisionTable {
  return {
    ...place,
    stream: 'inspection',
    own: (plan, agencyUscc) => {
      const [written, meant] = plan.dice.pick(checkResults);
      const checkedOn = dayBefore(plan, plan.dice.between(1, 15));
      const listCode = listCodeOf(agencyUscc, plan.serial);
      const actionCode = `${place.prefix}-JC-${plan.serial}`;
      return {
        cells: {
          supervise_item_check_icode: listCode,
          check_action_name: `${subject}监督检查`,
          check_action_code: actionCode,
          check_form: '现场检查',
          check_type: '日常检查',
          check_result: written,
          check_date: checkedOn,
          check_personnel: '检查员甲,检查员乙',
          check_personnel_code: '37080000001,37080000002',
        },
        fields: {
          listCode,
          actionName: `${subject}监督检查`,
          actionCode,
          checkForm: 'ON_SITE',
          checkType: 'ROUTINE',
          checkResult: meant,
          checkedOn,
        },
      };
    },
    spoilt: {
      47: { cells: () => ({ check_result: '尚可' }), code: 'HUB_CODE_UNKNOWN' },
      61: { cells: () => ({ check_date: null }), code: 'HUB_FIELD_MISSING' },
    },
  };
}

/** 行政处罚行为 as a department keeps it. */
export function penaltyTable(place: Place, subject: string): SupervisionTable {
  return {
    ...place,
    stream: 'penalty',
    own: (plan, agencyUscc) => {
      const fine = String(plan.dice.between(5, 500) * 100);
      const decidedOn = dayBefore(plan, plan.dice.between(3, 20));
      const filedOn = dayBefore(plan, plan.dice.between(21, 60));
      const listCode = listCodeOf(agencyUscc, plan.serial);
      const decision = `济罚决字〔${decidedOn.slice(0, 4)}〕${plan.serial}号`;
      return {
        cells: {
          supervise_item_punish_icode: listCode,
          punish_action_name: `违反${subject}规定案`,
          punish_action_code: `${place.prefix}-CF-${plan.serial}`,
          case_source: '监督检查发现',
          illegal_fact: `未按${subject}要求经营`,
          punish_basis: '《中华人民共和国行政处罚法》第九条',
          punish_procedure: '普通程序',
          is_hearing: '0',
          filing_date: filedOn,
          punish_doc_no: decision.replace('〔', '[').replace('〕', ']'),
          punish_date: decidedOn,
          punish_type: '罚款',
          fine_amount: fine,
          punish_result: `罚款 ${fine} 元`,
        },
        fields: {
          listCode,
          caseSource: 'INSPECTION',
          procedure: 'ORDINARY',
          hasHearing: false,
          filedOn,
          decisionNumber: decision,
          decidedOn,
          penaltyKind: 'FINE',
          fineAmount: fine,
        },
      };
    },
    spoilt: {
      47: { cells: () => ({ fine_amount: '两千' }), code: 'HUB_NUMBER_INVALID' },
      61: { cells: () => ({ case_source: null }), code: 'HUB_FIELD_MISSING' },
    },
  };
}
