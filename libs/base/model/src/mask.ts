import type { PersonalClass } from '#base/contracts';

const masks: Readonly<Record<PersonalClass, (text: string) => string>> = {
  name: (text) => `${firstCharacter(text)}**`,
  idNumber: (text) => (text.length >= 15 ? kept(text, 6, 4) : kept(text, 1, 1)),
  phone: (text) => (text.length >= 11 ? kept(text, 3, 4) : kept(text, 0, 2)),
  address: (text) => {
    const characters = Array.from(text);
    return `${characters.slice(0, Math.min(6, Math.floor(characters.length / 2))).join('')}****`;
  },
  email: (text) => {
    const at = text.indexOf('@');
    return at > 0 ? `${firstCharacter(text)}***${text.slice(at)}` : kept(text, 1, 0);
  },
  secret: () => '******',
};

/**
 * What may be shown of personal data in logs and screens: a name's first character, the first six and last four of an
 * identity number, three and four digits of a phone number, the region part of an address (never more than half), an e-mail's domain; of a secret nothing.
 */
export function maskValue(personal: PersonalClass, text: string): string {
  return text === '' ? text : masks[personal](text);
}

function kept(text: string, head: number, tail: number): string {
  if (text.length <= head + tail) return '*'.repeat(text.length);
  return text.slice(0, head) + '*'.repeat(text.length - head - tail) + text.slice(text.length - tail);
}

function firstCharacter(text: string): string {
  return Array.from(text).at(0) ?? '';
}
