import { ownField, type MessageKind } from '#base/contracts';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { messageSchemas } from './kinds.js';

/** Whether a body is what its kind's schema asks for; `sentence` names the field and the rule, never the value. */
export type BodyCheck =
  { readonly valid: true } | { readonly valid: false; readonly field: string; readonly sentence: string };

const ajv = new Ajv2020({ strictTypes: false, strictRequired: false, allErrors: false });
formats.default(ajv);

const validators = new Map<string, ValidateFunction>();

/** Checks a body against its kind's schema, compiled when first asked for: all of them would delay every start. */
export function checkMessageBody(kind: MessageKind | 'receipt', body: unknown): BodyCheck {
  const validate = validators.get(kind) ?? ajv.compile(messageSchemas[kind].schema);
  validators.set(kind, validate);
  if (validate(body)) return { valid: true };
  // Of a conditional rule, the error that names the missing field says more than the condition that failed.
  const error = validate.errors?.find(({ keyword }) => keyword !== 'not') ?? validate.errors?.[0];
  return describe(messageSchemas[kind].schema['title'], error);
}

function describe(title: unknown, error: ErrorObject | undefined): BodyCheck {
  const field = fieldOf(error);
  const subject = field === '' ? '消息体' : `字段 ${field} `;
  return { valid: false, field, sentence: `${String(title)}格式不符：${subject}${ruleOf(error)}。` };
}

function fieldOf(error: ErrorObject | undefined): string {
  const path = (error?.instancePath ?? '').replaceAll('/', '.').slice(1);
  const params: Readonly<Record<string, unknown>> = error?.params ?? {};
  // An unknown field's name is the sender's own text and stays out of the sentence.
  const missing = params['missingProperty'];
  return [path, typeof missing === 'string' ? missing : ''].filter((part) => part !== '').join('.');
}

function ruleOf(error: ErrorObject | undefined): string {
  const rules: Readonly<Record<string, string>> = {
    required: '缺失',
    type: '类型不对',
    enum: '不在代码表内',
    format: '写法不对（日期用 YYYY-MM-DD，时间用带时区的 ISO 8601）',
    pattern: '写法不对',
    minLength: '为空',
    maxLength: '超长',
    additionalProperties: '含有未定义的字段',
    minItems: '至少要有一项',
    uniqueItems: '有重复项',
  };
  return ownField(rules, error?.keyword ?? '') ?? '不符合规则';
}
