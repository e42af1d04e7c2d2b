import type { FieldDefinition } from '#base/contracts';
import { code, date, field, identifier, instant, region, text, uscc } from '../field.js';

const column = (name: string): string => `监管行为.${name}`;

/** Who acted on whom under which supervision item: what every table of 互联网+监管 begins with. */
export const supervisedFields: readonly FieldDefinition[] = [
  field(
    'itemCode',
    '监管事项目录编码',
    identifier(14),
    column('SUPERVISE_ITEM_IMPLEMENT_CODE（十四位数字）'),
    {
      required: true,
    },
  ),
  field('agencyName', '实施机构', text(100), column('IMPLEMENT_INSTITUTION')),
  field('agencyUscc', '实施机构编码', uscc, column('IMPLEMENT_INSTITUTION_CODE')),
  field('entrustedName', '受委托部门', text(100), column('ENTRUST_DEPT')),
  field('entrustedUscc', '受委托部门编码', uscc, column('ENTRUST_DEPT_CODE')),
  field('supervisedObject', '监管对象', text(200), column('SUPERVISE_OBJECT'), {
    required: true,
    personal: 'name',
  }),
  field('counterpartyName', '行政相对人', text(200), column('ADMINISTRATIVE_CP'), {
    required: true,
    personal: 'name',
  }),
  field('counterpartyType', '行政相对人性质', code('counterpartyType'), column('ADMINISTRATIVE_CP_NA'), {
    required: true,
  }),
  field(
    'counterpartyIdType',
    '相对人证件类型',
    code('certificateType'),
    column('ADMINISTRATIVE_CP_CE_TYPE'),
    {
      required: true,
    },
  ),
  field('counterpartyId', '相对人编码', identifier(20), column('ADMINISTRATIVE_CP_UI_CODE'), {
    required: true,
    personal: 'idNumber',
  }),
  field('registeredAddress', '注册地址', text(400), column('ADDRESS_REGISTERED'), { personal: 'address' }),
  field('operatingAddress', '经营地址', text(400), column('ADDRESS_OPERATING'), { personal: 'address' }),
  field('regionCode', '行政区划代码', region, column('AREA_NUMBER'), { required: true }),
];

/** When and by whom it was reported: what every table of 互联网+监管 ends with. */
export const reportedFields: readonly FieldDefinition[] = [
  field('submittedOn', '报送时间', date, column('SUBMITTED_DATE')),
  field('submittedBy', '报送人员', text(100), column('SUBMITTED_PERSONNEL'), { personal: 'name' }),
  field('exchangedAt', '交换时间', instant, column('CD_TIME')),
  field('exchangeOperation', '交换操作', code('exchangeOperation'), column('CD_OPERATION')),
  field('exchangeBatch', '交换批次', text(32), column('CD_BATCH')),
  field('exchangeSource', '交换来源', text(32), column('CD_SOURCE')),
];
