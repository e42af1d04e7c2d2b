import { toCaseNumber, type CaseNumber, ownField } from '#base/contracts';
import { idNumberValid, usccValid } from '#base/model';
import { z } from 'zod';
import type { LookupDefinition } from './lookup-definition.js';

/** A question to a national system: by whom, for which case and purpose, and about whom. */
export interface LookupRequest {
  readonly interface: string;
  /** The interface's request fields by name. */
  readonly fields: Readonly<Record<string, string>>;
  readonly caseNumber: string;
  readonly purpose: string;
  readonly caller: string;
  /** Whether personal data of the answer is shown as it is; masked otherwise. Audited. */
  readonly reveal: boolean;
}

/** A question that may be asked. */
export interface CheckedRequest {
  readonly values: Readonly<Record<string, string>>;
  readonly caseNumber: CaseNumber;
  readonly purpose: string;
  readonly caller: string;
  readonly reveal: boolean;
}

/** Words of the request form itself. */
const formSchema = z.object({
  caseNumber: z.string().trim().min(1, '请写明办件编号').max(50, '办件编号过长'),
  // The purpose goes into the audit, which holds no personal data: a number as long as an identity number has no business in it.
  purpose: z
    .string()
    .trim()
    .min(2, '请写明查询用途')
    .max(200, '查询用途过长')
    .refine((text) => !/\d{11}/.test(text), '查询用途里不要写证件号、信用代码或电话'),
  caller: z.string().trim().min(1, '请写明查询人').max(100, '查询人过长'),
  reveal: z.boolean(),
});

const valid: Readonly<Record<'uscc' | 'idNumber' | 'text', (text: string) => boolean>> = {
  uscc: usccValid,
  idNumber: idNumberValid,
  text: (text) => text.length > 0 && text.length <= 100,
};

/** Checks a request against its interface; what is wrong is one sentence that does not repeat what was given. */
export function checkRequest(
  definition: LookupDefinition,
  request: LookupRequest,
): CheckedRequest | { readonly refusal: string } {
  const form = formSchema.safeParse(request);
  if (!form.success) return { refusal: `${form.error.issues[0]?.message ?? '请求不完整'}。` };
  const stranger = Object.keys(request.fields).find(
    (name) => ownField(definition.request, name) === undefined,
  );
  if (stranger !== undefined)
    return { refusal: `${definition.title}没有查询字段 ${stranger.slice(0, 40)}。` };
  const values = new Map<string, string>();
  for (const [name, { title, type }] of Object.entries(definition.request)) {
    const given = (ownField(request.fields, name) ?? '').trim();
    const value = type === 'text' ? given : given.toUpperCase();
    if (value === '') return { refusal: `请给出${title}（${name}）。` };
    if (!valid[type](value)) return { refusal: `${title}（${name}）不正确，请核对位数和校验码。` };
    values.set(name, value);
  }
  return { ...form.data, caseNumber: toCaseNumber(form.data.caseNumber), values: Object.fromEntries(values) };
}
