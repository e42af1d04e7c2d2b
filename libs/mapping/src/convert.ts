import {
  cleanIdentifier,
  toCaseNumber,
  type FaultCode,
  type FieldDefinition,
  type FieldValue,
} from '#base/contracts';
import { resolveRegion, usccValid, idNumberValid } from '#base/model';
import { dateReader, instantReader } from './dates.js';
import { invalidMapping, type FieldRule } from './document.js';
import { listSplitter } from './split-list.js';
import { normaliseDocumentNumber } from './document-number.js';
import { shapeCheck } from './shapes.js';
import { readInteger, readMoney } from './numbers.js';
import type { Zone } from './zone.js';

/** A text that cannot become the field's value. `why` is Chinese, without the text itself. */
export interface Broken {
  readonly broken: FaultCode;
  readonly why: string;
}

/** A value that is kept, with a doubt about it. */
export interface Doubtful {
  readonly value: FieldValue;
  readonly doubt: string;
  readonly why: string;
}

/** Turns a non-empty text into the field's value. `today` is the day the row was read. */
export type Convert = (text: string, today: string) => FieldValue | Broken | Doubtful;

/** What a converter is made from. */
export interface ConvertSettings {
  readonly file: string;
  readonly field: FieldDefinition;
  readonly rule: FieldRule;
  readonly zone: Zone;
  readonly codes: ReadonlyMap<string, FieldValue>;
}

const makers: Readonly<Record<FieldDefinition['type']['type'], (settings: ConvertSettings) => Convert>> = {
  text: textConverter,
  code: codeConverter,
  boolean: codeConverter,
  date: dateConverter,
  instant: dateConverter,
  money: ({ rule }) =>
    orBroken((text) => readMoney(text, rule.unit ?? 'yuan'), 'HUB_NUMBER_INVALID', '不是金额'),
  integer: () => orBroken(readInteger, 'HUB_NUMBER_INVALID', '不是整数'),
  uscc: () => checked(usccValid, 'HUB_USCC_INVALID', '校验位不符或不是 18 位'),
  idNumber: () => checked(idNumberValid, 'HUB_ID_NUMBER_INVALID', '未通过校验'),
  region: () => convertRegion,
  json: splitConverter,
};

/** Makes the converter of a field by its type and rule. */
export function converterFor(settings: ConvertSettings): Convert {
  return makers[settings.field.type.type](settings);
}

/** True when a converter refused the text. */
export function isBroken(value: FieldValue | Broken | Doubtful): value is Broken {
  return typeof value === 'object' && value !== null && 'broken' in value;
}

/** True when a converter kept the value with a doubt. */
export function isDoubtful(value: FieldValue | Doubtful): value is Doubtful {
  return typeof value === 'object' && value !== null;
}

function orBroken(convert: (text: string) => FieldValue, broken: FaultCode, why: string): Convert {
  const refusal: Broken = { broken, why };
  return (text) => convert(text) ?? refusal;
}

function checked(valid: (code: string) => boolean, broken: FaultCode, why: string): Convert {
  return orBroken(
    (text) => {
      const code = asIdentifier(text);
      return valid(code) ? code : null;
    },
    broken,
    why,
  );
}

/** An identifier with check digits as it is compared: cleaned, upper case, without blanks. */
export function asIdentifier(text: string): string {
  return toCaseNumber(text).replaceAll(/\s/g, '');
}

function textConverter(settings: ConvertSettings): Convert {
  const { field, rule } = settings;
  const limit =
    field.type.type === 'text' ? (field.type.length ?? Number.MAX_SAFE_INTEGER) : Number.MAX_SAFE_INTEGER;
  const tooLong: Broken = { broken: 'HUB_FIELD_TOO_LONG', why: `超过 ${limit} 个字符` };
  const fits: Convert = (text) => (text.length <= limit || Array.from(text).length <= limit ? text : tooLong);
  if (rule.codes !== undefined) return codeConverter(settings);
  if (rule.identity !== undefined) return (text, today) => fits(asIdentifier(text), today);
  if (rule.shape !== undefined) {
    const misshapen = shapeCheck(rule.shape);
    return (text, today) => misshapen(asIdentifier(text)) ?? fits(asIdentifier(text), today);
  }
  if (rule.documentNumber !== true) return fits;
  return (text, today) => {
    const number = normaliseDocumentNumber(text);
    const value = fits(number.text, today);
    if (number.standard || isBroken(value) || isDoubtful(value)) return value;
    return { value, doubt: 'DOCUMENT_NUMBER_ODD', why: '不是“机关代字〔年〕序号号”的形式' };
  };
}

function codeConverter({ codes }: ConvertSettings): Convert {
  const find = (text: string): FieldValue => codes.get(text) ?? codes.get(cleanIdentifier(text)) ?? null;
  return orBroken(find, 'HUB_CODE_UNKNOWN', '不在代码表内');
}

function dateConverter({ file, field, rule, zone }: ConvertSettings): Convert {
  if (rule.unit !== undefined) throw invalidMapping(file, `fields.${field.name} 是时间，不能写 unit`);
  const read = field.type.type === 'date' ? dateReader(zone, rule.forms) : instantReader(zone, rule.forms);
  return rule.unreadable === 'null' ? read : orBroken(read, 'HUB_DATE_INVALID', '不是可识别的日期');
}

function convertRegion(text: string, today: string): FieldValue | Broken | Doubtful {
  const region = resolveRegion(text);
  if (!region.known) return { broken: 'HUB_REGION_UNKNOWN', why: region.reason };
  if (region.replaced === null || today < region.replaced.since) return region.code;
  const { old, since, now } = region.replaced;
  return {
    value: region.code,
    doubt: 'REGION_REPLACED',
    why: `${old} 自 ${since.slice(0, 7)} 起改为 ${now}，已换算`,
  };
}

function splitConverter({ file, field, rule }: ConvertSettings): Convert {
  const split = rule.split;
  if (split === undefined) throw invalidMapping(file, `fields.${field.name} 是 JSON，须写 split 或 collect`);
  return listSplitter(split);
}
