import type { ExerciseLevel } from '#base/contracts';
import type {
  GuidanceItem,
  ListHead,
  PolicyContent,
  RetainedItem,
  TransferEntry,
} from '../policy-content.js';
import { levelOf } from '../read-lists.js';
import type { ListCheckInput } from './list-finding.js';

/** The transfer list of one region, indexed by item. */
export interface RegionList {
  readonly region: string;
  readonly level: ExerciseLevel;
  readonly head: ListHead;
  /** The runs of an item, in the order of time. */
  readonly runs: ReadonlyMap<string, readonly TransferEntry[]>;
  readonly retained: ReadonlyMap<string, RetainedItem>;
  /** The items of the province's guidance catalogue, by their codes. */
  readonly guidance: ReadonlyMap<string, GuidanceItem>;
}

/** Everything the checks look at, indexed once. */
export interface CheckedLists {
  readonly input: ListCheckInput;
  readonly regions: readonly RegionList[];
  readonly names: ReadonlyMap<string, string>;
  /** `事项“…”` as sentences name it. */
  name(item: string): string;
  /** The name of the body whose list it is. */
  place(region: string): string;
}

/** Indexes the lists; every check after it costs a few look-ups an item. */
export function indexLists(input: ListCheckInput): CheckedLists {
  const { content } = input;
  const names = new Map<string, string>(content.items.map((item) => [item.code, item.name]));
  const titles = new Map<string, string>(
    content.departments.filter(({ role }) => role === 'approval').map(({ region, name }) => [region, name]),
  );
  return {
    input,
    regions: regionLists(content),
    names,
    name: (item) => `事项“${names.get(item) ?? item}”`,
    place: (region) => titles.get(region) ?? region,
  };
}

function regionLists({ lists, guidance, transfers, retained }: PolicyContent): readonly RegionList[] {
  const catalogues = Map.groupBy(guidance, ({ region }) => region.slice(0, 2));
  const byRegion = Map.groupBy(transfers, ({ region }) => region);
  const kept = Map.groupBy(retained, ({ region }) => region);
  return lists
    .filter(({ kind }) => kind === 'transfer-list')
    .map((head) => ({
      region: head.region,
      level: levelOf(head.region),
      head,
      runs: Map.groupBy(
        (byRegion.get(head.region) ?? []).toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1)),
        ({ item }) => item,
      ),
      retained: new Map((kept.get(head.region) ?? []).map((entry) => [entry.item, entry])),
      guidance: new Map((catalogues.get(head.region.slice(0, 2)) ?? []).map((entry) => [entry.item, entry])),
    }));
}

/** Whether a region exercises the item on a day. */
export function exercised(list: RegionList, item: string, day: string): boolean {
  return (list.runs.get(item) ?? []).some(
    ({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo),
  );
}

/** Whether the region gave one of the two reasons that excuse an item: no such authority, or exercised at another level. */
export function excused(list: RegionList, item: string): boolean {
  const because = list.retained.get(item)?.because;
  return because === 'no-authority' || because === 'other-level';
}
