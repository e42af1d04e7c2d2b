import type { FaultCode } from '#base/contracts';
import { licenceIdentifierValid, supervisionItemCodeValid, supervisionListCodeValid } from '#base/model';
import type { FieldRule } from './document.js';

interface Refusal {
  readonly broken: FaultCode;
  readonly why: string;
}

interface Shape {
  readonly valid: (text: string) => boolean;
  readonly refusal: Refusal;
}

const shapes: Readonly<Record<NonNullable<FieldRule['shape']>, Shape>> = {
  supervisionItem: {
    valid: supervisionItemCodeValid,
    refusal: { broken: 'HUB_CODE_MALFORMED', why: '不是十四位数字' },
  },
  supervisionList: {
    valid: supervisionListCodeValid,
    refusal: { broken: 'HUB_CODE_MALFORMED', why: '不是“统一社会信用代码 + 层级 1 至 5 + 事项部分”的形式' },
  },
  licenceIdentifier: {
    valid: licenceIdentifierValid,
    refusal: { broken: 'HUB_LICENCE_ID_INVALID', why: '形式或校验位不符' },
  },
};

/** Makes the check of a code that has a form of its own; null when the text has it. */
export function shapeCheck(name: NonNullable<FieldRule['shape']>): (text: string) => Refusal | null {
  const { valid, refusal } = shapes[name];
  return (text) => (valid(text) ? null : refusal);
}
