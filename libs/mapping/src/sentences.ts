import type { FieldDefinition } from '#base/contracts';
import type { Broken } from './convert.js';
import type { Found } from './read-column.js';

// A shifted column may put a name or an identity number anywhere, so only short plain values are ever repeated.
const harmless = /^[0-9A-Za-z .:/+-]{1,30}$/;
const longNumber = /\d{11}/;

/** Why a required field parks its record. */
export function missingSentence(field: FieldDefinition, column: string): string {
  return `${field.title}（${column}）为空，而它是必填项；请部门补全后重新上报。`;
}

/** Why a text cannot be the field's value, and whose move it is. */
export function brokenSentence(field: FieldDefinition, found: Found, broken: Broken): string {
  const remedy =
    broken.broken === 'HUB_CODE_UNKNOWN'
      ? '请枢纽运维核对：是新代码的，补充后放行；写错的，由部门更正后重新上报'
      : '请部门核实更正后重新上报';
  return `${field.title}（${found.column}）${shown(field, found.text)}${broken.why}；${remedy}。`;
}

/** A doubt about a value that is kept. */
export function doubtSentence(field: FieldDefinition, column: string, why: string): string {
  return `${field.title}（${column}）${why}。`;
}

function shown(field: FieldDefinition, text: string): string {
  const plain = field.personal === undefined && harmless.test(text) && !longNumber.test(text);
  return plain && field.type.type !== 'text' ? `的值“${text}”` : '的值';
}
