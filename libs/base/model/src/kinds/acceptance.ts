import type { KindDefinition } from '#base/contracts';
import { boolean, code, field, identifier, instant, integer, json, region, text, uscc } from '../field.js';
import { exchangeFields } from './exchange.js';

/** 受理: from EA_JC_STEP_BASICINFO with Jining's extra columns; GB/T 39046—2020 table 6, UP_PRO_ACCEPT. */
export const acceptance: KindDefinition = {
  name: 'acceptance',
  title: '受理',
  table: 'unified.acceptance',
  ofCase: true,
  fields: [
    field('itemCode', '事项编码', identifier(64), 'EA_JC_STEP_BASICINFO.ITEM_CODE（A 代缺省时取 ITEMNO）'),
    field(
      'implementCode',
      '实施编码',
      identifier(64),
      'EA_JC_STEP_BASICINFO.IMPLEMENT_CODE；GB/T 39046 表6 实施编码',
    ),
    field(
      'nationalCatalogCode',
      '国家基本编码',
      identifier(64),
      'EA_JC_STEP_BASICINFO.COUCATALOGCODE；GB/T 39046 表6 基本编码',
    ),
    field(
      'nationalTaskCode',
      '国家实施编码',
      identifier(64),
      'EA_JC_STEP_BASICINFO.COUTASKCODE；UP_PRO_ACCEPT.task_code',
    ),
    field(
      'localCatalogCode',
      '地方基本编码',
      identifier(64),
      'EA_JC_STEP_BASICINFO.CATALOGCODE（济宁）；UP_PRO_ACCEPT.local_catalog_code',
    ),
    field(
      'localTaskCode',
      '地方实施编码',
      identifier(64),
      'EA_JC_STEP_BASICINFO.TASKCODE（济宁）；UP_PRO_ACCEPT.local_task_code',
    ),
    field(
      'handlingItemCode',
      '业务办理项编码',
      identifier(64),
      'EA_JC_STEP_BASICINFO.TASKHANDLEITEM；UP_PRO_ACCEPT.task_handle_item',
    ),
    field('localItemNumber', '事项编号', identifier(64), 'EA_JC_STEP_BASICINFO.ITEMNO（A 代）'),
    field('localSubItemNumber', '子项编号', identifier(64), 'EA_JC_STEP_BASICINFO.SUBITEMNO（A 代）'),
    field('itemType', '事项类型', code('itemType'), 'EA_JC_STEP_BASICINFO.ITEMTYPE（济宁）；GB/T 39046 A.1'),
    field('itemRegionCode', '事项所属区划', region, 'EA_JC_STEP_BASICINFO.ITEMREGIONID'),
    field('itemName', '事项名称', text(1000), 'EA_JC_STEP_BASICINFO.ITEMNAME；GB/T 39046 表6 事项名称'),
    field('subItemName', '子项名称', text(1000), 'EA_JC_STEP_BASICINFO.SUBITEMNAME'),
    field(
      'projectName',
      '办件摘要',
      text(1000),
      'EA_JC_STEP_BASICINFO.PROJECTNAME；UP_PRO_ACCEPT.project_name',
    ),
    field(
      'projectCode',
      '投资项目编号',
      identifier(100),
      'EA_JC_STEP_BASICINFO.PROJECT_CODE；GB/T 39046 表5 投资项目编号',
    ),
    field(
      'applicantName',
      '申请者名称',
      text(200),
      'EA_JC_STEP_BASICINFO.APPLICANT；UP_PRO_ACCEPT.applyer_name',
      {
        personal: 'name',
      },
    ),
    field(
      'applicantType',
      '申请者类型',
      code('applicantType'),
      'EA_JC_STEP_BASICINFO.APPLYERTYPE；GB/T 39046 A.4',
    ),
    field(
      'applicantIdType',
      '申请者证件类型',
      code('certificateType'),
      'EA_JC_STEP_BASICINFO.APPLYERPAGETYPE（济宁）；UP_PRO_ACCEPT.applyer_page_type',
    ),
    field(
      'applicantId',
      '申请者证件号码',
      identifier(500),
      'EA_JC_STEP_BASICINFO.APPLYERPAGECODE（济宁）；UP_PRO_ACCEPT.applyer_page_code',
      { personal: 'idNumber' },
    ),
    field('applicantMobile', '申请者手机', text(64), 'EA_JC_STEP_BASICINFO.APPLICANTMOBILE', {
      personal: 'phone',
    }),
    field('applicantPhone', '申请者电话', text(64), 'EA_JC_STEP_BASICINFO.APPLICANTTEL', {
      personal: 'phone',
    }),
    field('applicantEmail', '申请者邮箱', text(200), 'EA_JC_STEP_BASICINFO.APPLICANTEMAIL', {
      personal: 'email',
    }),
    field(
      'departmentName',
      '受理单位名称',
      text(200),
      'EA_JC_STEP_BASICINFO.ACCEPTDEPTNAME；GB/T 39046 表6 受理单位名称',
    ),
    field(
      'departmentUscc',
      '受理单位统一社会信用代码',
      uscc,
      'EA_JC_STEP_BASICINFO.ACCEPTDEPTID；GB/T 39046 表6 受理单位统一社会信用代码',
    ),
    field('departmentCode1', '受理单位编码一', identifier(100), 'EA_JC_STEP_BASICINFO.ACCEPTDEPTCODE1'),
    field('departmentCode2', '受理单位编码二', identifier(100), 'EA_JC_STEP_BASICINFO.ACCEPTDEPTCODE2'),
    field(
      'caseType',
      '办件类型',
      code('caseType'),
      'EA_JC_STEP_BASICINFO.APPROVALTYPE；GB/T 39046 表6 办件类型代码 A.6',
    ),
    field('promisedLimit', '承诺时限', integer, 'EA_JC_STEP_BASICINFO.PROMISETIMELIMIT'),
    field('promisedUnit', '承诺时限单位', code('timeUnit'), 'EA_JC_STEP_BASICINFO.PROMISETIMEUNIT'),
    field('legalLimit', '法定时限', integer, 'EA_JC_STEP_BASICINFO.TIMELIMIT'),
    field('legalUnit', '法定时限单位', code('timeUnit'), 'EA_JC_STEP_BASICINFO.TIMEUNIT'),
    field(
      'promisedAt',
      '承诺办结时间',
      instant,
      'EA_JC_STEP_BASICINFO.PROMISEDATE；GB/T 39046 表6 承诺办结时间',
    ),
    field('applyMethod', '申请方式', code('applyMethod'), 'EA_JC_STEP_BASICINFO.SUBMIT；GB/T 39046 A.5'),
    field('acceptedAt', '受理时间', instant, 'EA_JC_STEP_BASICINFO.OCCURTIME；GB/T 39046 表6 受理时间', {
      required: true,
    }),
    field('handlerName', '受理人员', text(100), 'EA_JC_STEP_BASICINFO.TRANSACTOR；GB/T 39046 表6 受理人员', {
      personal: 'name',
    }),
    field(
      'acceptanceDocument',
      '受理文书编号',
      text(100),
      'EA_JC_STEP_BASICINFO.ACCEPTDOCNO；GB/T 39046 表6 受理文书编号',
    ),
    field('regionCode', '行政区划', region, 'EA_JC_STEP_BASICINFO.REGION_ID；GB/T 39046 表6 行政区划'),
    field('materials', '收取材料', json, 'EA_JC_STEP_BASICINFO.ACCEPTLIST（id:名称）'),
    field('validityFlag', '有效标识', text(10), 'EA_JC_STEP_BASICINFO.VALIDITY_FLAG（济宁）'),
    field('sourceRecordId', '来源记录标识', identifier(100), 'EA_JC_STEP_BASICINFO.SOURCEID'),
    field('queryPasswordSet', '已设查询密码', boolean, 'EA_JC_STEP_BASICINFO.PROJPWD（只记有无，不存密码）'),
    ...exchangeFields,
  ],
};
