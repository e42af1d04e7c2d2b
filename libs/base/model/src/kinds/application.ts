import type { KindDefinition } from '#base/contracts';
import { boolean, code, field, identifier, instant, json, region, text, uscc } from '../field.js';
import { exchangeFields } from './exchange.js';

/** 登记（申报）: one row a case, from PRE_APASINFO; GB/T 39046—2020 table 5. */
export const application: KindDefinition = {
  name: 'application',
  title: '登记',
  table: 'unified.application',
  ofCase: true,
  fields: [
    field('itemCode', '事项编码', identifier(64), 'PRE_APASINFO.ITEM_CODE（A 代缺省时取 ITEMNO）'),
    field(
      'implementCode',
      '实施编码',
      identifier(64),
      'PRE_APASINFO.IMPLEMENT_CODE；GB/T 39046 表5 实施编码',
    ),
    field('localItemNumber', '事项编号', identifier(64), 'PRE_APASINFO.ITEMNO（A 代）'),
    field('localSubItemNumber', '子项编号', identifier(64), 'PRE_APASINFO.SUBITEMNO（A 代）'),
    field('itemVersion', '事项版本', text(20), 'PRE_APASINFO.ITEMVERSION；UP_PRO_ACCEPT.task_version'),
    field('itemName', '事项名称', text(1000), 'PRE_APASINFO.ITEMNAME；GB/T 39046 表5 事项名称'),
    field('projectName', '办件摘要', text(1000), 'PRE_APASINFO.PROJECTNAME；UP_PRO_ACCEPT.project_name'),
    field('projectState', '办件状态', text(20), 'PRE_APASINFO.PROJECTSTATE（附录2.7）'),
    field('caseType', '办件类型', code('caseType'), 'PRE_APASINFO.INFOTYPE；GB/T 39046 表5 办件类型代码 A.6'),
    field('applicantName', '申请者名称', text(200), 'PRE_APASINFO.APPLYNAME；GB/T 39046 表5 申请者名称', {
      required: true,
      personal: 'name',
    }),
    field(
      'applicantIdType',
      '申请者证件类型',
      code('certificateType'),
      'PRE_APASINFO.APPLY_CARDTYPE；GB/T 39046 表5 申请者证件类型代码',
    ),
    field(
      'applicantId',
      '申请者证件号码',
      identifier(500),
      'PRE_APASINFO.APPLY_CARDTYPENUMBER；GB/T 39046 表5 申请者证件号码',
      { personal: 'idNumber' },
    ),
    field(
      'contactName',
      '联系人姓名',
      text(100),
      'PRE_APASINFO.CONTACTMAN；GB/T 39046 表5 联系人/代理人姓名',
      {
        personal: 'name',
      },
    ),
    field(
      'contactIdType',
      '联系人证件类型',
      code('certificateType'),
      'PRE_APASINFO.CONTACTMAN_CARDTYPE；GB/T 39046 表5 联系人/代理人证件类型代码',
    ),
    field(
      'contactId',
      '联系人证件号码',
      identifier(100),
      'PRE_APASINFO.CONTACTMAN_CARDNUMBER；GB/T 39046 表5 联系人/代理人证件号码',
      { personal: 'idNumber' },
    ),
    field('contactPhone', '联系电话', text(64), 'PRE_APASINFO.TELPHONE；GB/T 39046 表5 联系人手机号码', {
      personal: 'phone',
    }),
    field('postcode', '邮政编码', text(10), 'PRE_APASINFO.POSTCODE；GB/T 39046 表5 邮政编码'),
    field('address', '通讯地址', text(1000), 'PRE_APASINFO.ADDRESS；GB/T 39046 表5 通讯地址', {
      personal: 'address',
    }),
    field('legalPerson', '法定代表人', text(100), 'PRE_APASINFO.LEGALMAN；GB/T 39046 表5 法定代表人', {
      personal: 'name',
    }),
    field('departmentUscc', '收件部门统一社会信用代码', uscc, 'PRE_APASINFO.DEPTID；UP_PRO_ACCEPT.org_code'),
    field('departmentName', '收件部门名称', text(200), 'PRE_APASINFO.DEPTNAME；UP_PRO_ACCEPT.org_name'),
    field('receiverId', '收件人员编号', identifier(100), 'PRE_APASINFO.RECEIVE_USEID'),
    field('receiverName', '收件人员姓名', text(100), 'PRE_APASINFO.RECEIVE_NAME', { personal: 'name' }),
    field('appliedAt', '申请时间', instant, 'PRE_APASINFO.RECEIVETIME；GB/T 39046 表5 申请时间', {
      required: true,
    }),
    field('approveType', '审批类型', text(20), 'PRE_APASINFO.APPROVE_TYPE（附录2.8）'),
    field('regionCode', '行政区划', region, 'PRE_APASINFO.REGION_ID；GB/T 39046 表5 行政区划'),
    field('dataState', '数据状态', code('dataState'), 'PRE_APASINFO.DATASTATE'),
    field('sourceCreatedAt', '建档时间', instant, 'PRE_APASINFO.CREATE_TIME'),
    field('centerUrl', '办件查询地址', text(1000), 'PRE_APASINFO.CENTERURL'),
    field('materials', '收取材料', json, 'PRE_APASINFO.ACCEPTLIST（id:名称）；GB/T 39046 表5 材料名称'),
    field(
      'applyMethod',
      '申报来源',
      code('applyMethod'),
      'PRE_APASINFO.APPLYFROM；GB/T 39046 表5 申报来源代码 A.5',
    ),
    field('sourceRecordId', '来源记录标识', identifier(100), 'PRE_APASINFO.SOURCEID'),
    field('queryPasswordSet', '已设查询密码', boolean, 'PRE_APASINFO.PROJPWD（只记有无，不存密码）'),
    ...exchangeFields,
  ],
};
