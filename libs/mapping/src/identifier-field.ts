import {
  characterText,
  cleanedCharacter,
  cleanIdentifier,
  oddCharacter,
  type FieldDefinition,
  type Finding,
} from '#base/contracts';
import type { Broken } from './convert.js';
import type { FieldRule } from './document.js';
import type { Found, Row } from './read-column.js';
import { doubtSentence } from './sentences.js';

const identifierTypes: ReadonlySet<string> = new Set(['code', 'boolean', 'uscc', 'idNumber', 'region']);

/** Whether a field is compared with others, and so cleaned by the rule of identifiers: its type decides, or a rule that reads it as a code. */
export function isIdentifier(field: FieldDefinition, rule: FieldRule): boolean {
  const { type } = field;
  if (identifierTypes.has(type.type)) return true;
  if (type.type !== 'text') return false;
  return (
    type.identifier === true ||
    rule.codes !== undefined ||
    rule.identity !== undefined ||
    rule.shape !== undefined
  );
}

interface Reading {
  readonly row: Row;
  readonly findings: Finding[];
}

/** A text as it was found and as it is compared. */
export interface CleanFound extends Found {
  readonly written: string;
}

/**
 * Reads a field cleaned, with a finding that names what was cleaned away. A text of which nothing is left is empty; one that a code table knows as it
 * stands, or does not know cleaned either, is no news.
 */
export function cleanReader(
  field: FieldDefinition,
  read: (row: Row) => Found,
  isEmpty: (text: string) => boolean,
  codes: ReadonlyMap<string, unknown>,
): (run: Reading) => CleanFound {
  return ({ row, findings }) => {
    const { column, text: written } = read(row);
    const changed = cleanedCharacter(written);
    if (changed === null || codes.has(written)) return { column, text: written, written };
    const cleaned = cleanIdentifier(written);
    const text = isEmpty(cleaned) ? '' : cleaned;
    if (codes.size === 0 || codes.has(cleaned)) {
      const why = `含有${characterText(changed)}，已按标识的清洗规则处理，原文留存`;
      findings.push({
        code: 'IDENTIFIER_CLEANED',
        field: field.name,
        sentence: doubtSentence(field, column, why),
      });
    }
    return { column, text, written };
  };
}

/** What makes an identifier odd although it was cleaned. A code that its table knows as it stands is not. */
export function oddIn(text: string, known: () => boolean): Broken | null {
  const odd = oddCharacter(text);
  if (odd === null || known()) return null;
  return { broken: 'HUB_IDENTIFIER_ODD', why: `中${characterText(odd)}不能用于标识` };
}
