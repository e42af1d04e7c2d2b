import { brandAs, codeSystems, type CodeSystem, type ItemCode } from '#base/contracts';
import type { ItemsDocument } from './document-schema.js';
import type { Codes, ItemEntry } from './policy-content.js';

interface Alias {
  readonly system: CodeSystem;
  readonly code: string;
}

/** The items with every code they are known by: their own, and the task codes each region's list gives them. */
export function joinItems(
  documents: readonly ItemsDocument[],
  listed: readonly { readonly item: string; readonly codes: Codes }[],
): readonly ItemEntry[] {
  const regional = new Map<string, Alias[]>();
  for (const entry of listed) {
    const aliases = regional.get(entry.item) ?? [];
    aliases.push(...aliasesOf(entry.codes));
    regional.set(entry.item, aliases);
  }
  return documents.flatMap((document) =>
    document.items.map((item) => ({
      code: brandAs<ItemCode>(item.code),
      name: item.name,
      field: document.title,
      codes: given(item.codes),
      aliases: distinct([...aliasesOf(item.codes), ...(regional.get(item.code) ?? [])]),
      linked: item.linked.map((code) => brandAs<ItemCode>(code)),
    })),
  );
}

type Written = Partial<Record<CodeSystem, string | undefined>>;

function given(codes: Written): Codes {
  return Object.fromEntries(aliasesOf(codes).map(({ system, code }) => [system, code]));
}

function aliasesOf(codes: Written): Alias[] {
  return codeSystems.flatMap((system) => {
    const code = codes[system];
    return code === undefined ? [] : [{ system, code }];
  });
}

function distinct(aliases: readonly Alias[]): readonly Alias[] {
  return [...new Map(aliases.map((alias) => [`${alias.system} ${alias.code}`, alias])).values()];
}
