import { brandAs, codeSystems, type CodeSystem, type Item, type ItemCode } from '#base/contracts';
import type { ItemsDocument, TransferListDocument } from './document-schema.js';

interface Alias {
  readonly system: CodeSystem;
  readonly code: string;
}

/** The items with every code they are known by: their own, and the task codes each region's list gives them. */
export function joinItems(
  documents: readonly ItemsDocument[],
  lists: readonly TransferListDocument[],
): readonly Item[] {
  const regional = new Map<string, Alias[]>();
  for (const entry of lists.flatMap((list) => [...list.items, ...list.retained])) {
    const aliases = regional.get(entry.item) ?? [];
    aliases.push(...aliasesOf(entry));
    regional.set(entry.item, aliases);
  }
  return documents
    .flatMap((document) => document.items)
    .map((item) => ({
      code: brandAs<ItemCode>(item.code),
      name: item.name,
      aliases: distinct([...aliasesOf(item.codes), ...(regional.get(item.code) ?? [])]),
      linked: item.linked.map((code) => brandAs<ItemCode>(code)),
    }));
}

function aliasesOf(codes: Partial<Record<CodeSystem, string | undefined>>): Alias[] {
  return codeSystems.flatMap((system) => {
    const code = codes[system];
    return code === undefined ? [] : [{ system, code }];
  });
}

function distinct(aliases: readonly Alias[]): readonly Alias[] {
  return [...new Map(aliases.map((alias) => [`${alias.system} ${alias.code}`, alias])).values()];
}
