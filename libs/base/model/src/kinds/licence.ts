import type { KindDefinition } from '#base/contracts';
import { code, date, field, identifier, instant, region, text, uscc } from '../field.js';

/** 证照: one row a licence in the catalogue of electronic licences, from UP_LIC_DATA; identifier by GB/T 36904—2018. */
export const licence: KindDefinition = {
  name: 'licence',
  title: '证照',
  table: 'unified.licence',
  ofCase: false,
  fields: [
    field(
      'identifier',
      '电子证照标识',
      text(128),
      'GB/T 36904 电子证照标识（校验位 ISO/IEC 7064 MOD 37,36）',
    ),
    field('name', '证照名称', text(512), 'UP_LIC_DATA.CERTIFICATE_NAME', { required: true }),
    field('typeName', '证照类型名称', text(256), 'UP_LIC_DATA.CERTIFICATE_TYPE'),
    field('typeCode', '证照类型代码', identifier(64), 'UP_LIC_DATA.CERTIFICATE_TYPE_CODE'),
    field('number', '证照号码', text(128), 'UP_LIC_DATA.CERTIFICATE_NUMBER', { required: true }),
    field('sourceRecordId', '来源记录标识', identifier(128), 'UP_LIC_DATA.CERTIFICATE_SOURCE_ID'),
    field('holderName', '持证者名称', text(256), 'UP_LIC_DATA.CERTIFICATE_HOLDER', {
      required: true,
      personal: 'name',
    }),
    field('holderIdType', '持证者证件类型', code('certificateType'), 'UP_LIC_DATA.CERTIFICATE_HOLDER_TYPE'),
    field('holderId', '持证者代码', identifier(256), 'UP_LIC_DATA.CERTIFICATE_HOLDER_CODE', {
      personal: 'idNumber',
    }),
    field('issuerName', '颁发机构', text(256), 'UP_LIC_DATA.ISSUE_DEPT', { required: true }),
    field('issuerUscc', '颁发机构统一社会信用代码', uscc, 'UP_LIC_DATA.ISSUE_DEPT_CODE'),
    field('issuedOn', '颁发日期', date, 'UP_LIC_DATA.ISSUE_DATE（文本）', { required: true }),
    field('validFrom', '有效期自', date, '电子证照目录 有效期起始'),
    field('validTo', '有效期至', date, '电子证照目录 有效期截止'),
    field('regionCode', '行政区划', region, 'UP_LIC_DATA.CERTIFICATE_AREA_CODE'),
    field('projectNumber', '所属办件编号', identifier(100), '办件编号（来源能给出时）'),
    field('reportedAt', '上报时间', instant, 'UP_LIC_DATA.CD_TIME'),
    field('exchangeOperation', '交换操作', code('exchangeOperation'), 'UP_LIC_DATA.CD_OPERATION'),
  ],
};
