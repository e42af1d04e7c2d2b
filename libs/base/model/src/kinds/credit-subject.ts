import type { FieldDefinition } from '#base/contracts';
import { code, field, identifier, text, uscc } from '../field.js';

/** 行政相对人 in the two tables of credit publicity; `prefix` is XK for permits, CF for penalties. */
export function creditSubject(prefix: 'XK' | 'CF'): readonly FieldDefinition[] {
  const item = (name: string, older?: string): string =>
    `双公示 2018.${prefix}_${name}${older === undefined ? '' : `；2015.${prefix}_${older}`}`;
  const representativeId = prefix === 'XK' ? 'FR_SFZH' : 'FR_ZJHM';
  return [
    field('counterpartyName', '行政相对人名称', text(512), item('XDR_MC', 'XDR'), {
      required: true,
      personal: 'name',
    }),
    field('counterpartyType', '行政相对人类别', code('counterpartyType'), item('XDR_LB')),
    field('counterpartyUscc', '统一社会信用代码', uscc, item('XDR_SHXYM', 'XDR_SHXYM')),
    field('registrationNumber', '工商注册号', identifier(128), item('XDR_GSZC', 'XDR_GSDJ')),
    field('organisationCode', '组织机构代码', identifier(128), item('XDR_ZZJG', 'XDR_ZDM')),
    field('taxNumber', '税务登记号', identifier(128), item('XDR_SWDJ', 'XDR_SWDJ'), { personal: 'idNumber' }),
    field('institutionCertificate', '事业单位证书号', text(128), item('XDR_SYDW')),
    field('socialOrganisationCertificate', '社会组织登记证号', text(128), item('XDR_SHZZ')),
    field('legalPerson', '法定代表人', text(512), item('FRDB', 'FR'), { personal: 'name' }),
    field('legalPersonIdType', '法定代表人证件类型', code('certificateType'), item('FR_ZJLX')),
    field('legalPersonId', '法定代表人证件号码', identifier(128), item(representativeId), {
      personal: 'idNumber',
    }),
    field('personIdType', '自然人证件类型', code('certificateType'), item('XDR_ZJLX')),
    field('personId', '自然人证件号码', identifier(128), item('XDR_ZJHM', 'XDR_SFZ'), {
      personal: 'idNumber',
    }),
  ];
}
