import { acceptanceSheet } from './acceptance.js';
import { applicationSheet } from './application.js';
import { readColumns, type Edition, type FrontTable } from './column.js';
import { resultSheet } from './result.js';
import { specialProcedureSheet } from './special-procedure.js';
import { stepSheet } from './step.js';

export type { Column, Edition, FrontTable } from './column.js';

/** The five streams of a front database, in the order a case usually runs through them. */
export const frontStreams = ['application', 'acceptance', 'step', 'specialProcedure', 'result'] as const;
export type FrontStream = (typeof frontStreams)[number];

const rowKey = ['ORGBUSNO', 'PROJID', 'DATAVER'] as const;

type FrontTables = Readonly<Record<FrontStream, FrontTable>>;

/** The tables of an edition as the standard has them; generation A's steps come once per state, so the state is in the key. */
export function frontTables(edition: Edition): FrontTables {
  return editions[edition];
}

function tablesOf(edition: Edition): FrontTables {
  const columns = (sheet: string) => readColumns(sheet, edition);
  return {
    application: {
      name: 'PRE_APASINFO',
      title: '登记(申报)信息',
      columns: columns(applicationSheet),
      key: ['PROJID', 'DATAVER'],
    },
    acceptance: {
      name: 'EA_JC_STEP_BASICINFO',
      title: '受理基本信息',
      columns: columns(acceptanceSheet),
      key: rowKey,
    },
    step: {
      name: 'EA_JC_STEP_PROC',
      title: '办理过程信息',
      columns: columns(stepSheet),
      key: edition === 'A' ? [...rowKey, 'SN', 'NODESTATE'] : [...rowKey, 'SN'],
    },
    specialProcedure: {
      name: 'EA_JC_STEP_SPECIALNODE',
      title: '特殊环节信息',
      columns: columns(specialProcedureSheet),
      key: [...rowKey, 'SN'],
    },
    result: {
      name: 'EA_JC_STEP_DONE',
      title: '办结信息',
      columns: columns(resultSheet),
      key: rowKey,
    },
  };
}

/** Read from the sheets once: tables are asked for at every row. */
const editions: Readonly<Record<Edition, FrontTables>> = { A: tablesOf('A'), B: tablesOf('B') };
