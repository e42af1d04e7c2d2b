import { ownField } from '#base/contracts';
import { maskValue } from '#base/model';
import type { LookupDefinition } from './lookup-definition.js';
import type { Told } from './national-system.js';
import type { KeptAnswer } from './outcome.js';

/** An answer as it is shown, its fields in the definition's order; personal data is covered unless it was asked to be revealed. */
export function shownAnswer(
  { answer }: LookupDefinition,
  { told, askedAt }: { readonly told: Told; readonly askedAt: Date },
  reveal: boolean,
): KeptAnswer {
  const fields = Object.entries(answer.fields).map(([name, { title, personal }]) => {
    const value = ownField(told, name) ?? null;
    const masked = personal !== null && value !== null && !reveal;
    return { name, title, value: masked ? maskValue(personal, value) : value, masked };
  });
  return { askedAt, fields };
}
