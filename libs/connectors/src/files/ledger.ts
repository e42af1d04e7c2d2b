import { createHash } from 'node:crypto';
import type { Cursor } from '#base/contracts';
import { invalid } from './faults.js';
import type { FileFact } from './file-store.js';

const version = 'files1';
const entryForm = /^[0-9a-f]{24}\.[0-9a-f]{12}\.(d|n|r[0-9a-f]{8}|p\d{1,15}(t\d)?)$/;

/** What became of a content: wholly taken; not to be opened, which was told, and is tried again; refused under the settings of that hash; taken up to a place, and how many readings crashed on the way. */
export type State = 'd' | 'n' | `r${string}` | `p${number}` | `p${number}t${number}`;

interface Entry {
  readonly content: string;
  readonly look: string;
  readonly state: State;
}

/**
 * Which contents were read, and how far; it travels inside the cursor, so it is exactly as durable as the checkpoint. Contents are known
 * by their SHA-256, so a new name for the same content is not read twice; name, size and time only save reading a file to know it.
 */
export class Ledger {
  readonly #entries: readonly Entry[];
  readonly #limit: number;
  readonly #source: string;

  private constructor(source: string, limit: number, entries: readonly Entry[]) {
    this.#source = source;
    this.#limit = limit;
    this.#entries = entries;
  }

  /** The ledger in a cursor; throws HUB_SOURCE_INVALID for a cursor that is not one of this connector's. */
  static from(cursor: Cursor | null, source: string, limit: number): Ledger {
    if (cursor === null) return new Ledger(source, limit, []);
    const [form, ...texts] = cursor.key;
    if (cursor.at !== null || form !== version || !texts.every((text) => entryForm.test(text))) {
      throw invalid(
        source,
        `数据源 ${source} 的检查点不是文件连接器写下的，已停止读取；请确认连接器是否改过，再重置检查点。`,
      );
    }
    return new Ledger(source, limit, texts.map(entryOf));
  }

  cursor(): Cursor {
    return {
      at: null,
      key: [version, ...this.#entries.map((entry) => `${entry.content}.${entry.look}.${entry.state}`)],
    };
  }

  /** Whether a file, as it looks, was dealt with. A refused one is looked at again when the settings have changed. */
  closed(file: FileFact, settings: string): boolean {
    const look = lookOf(file);
    return this.#entries.some((entry) => entry.look === look && isClosed(entry, settings));
  }

  /** Whether it was told of a file, as it looks, that it cannot be opened. */
  toldClosed(file: FileFact): boolean {
    const look = lookOf(file);
    return this.#entries.some((entry) => entry.look === look && entry.state === 'n');
  }

  /** The place up to which a content was taken: 0 for a new one, null for one that is dealt with. */
  placeOf(content: string, settings: string): number | null {
    const known = this.#entries.find((entry) => entry.content === content.slice(0, 24));
    if (known === undefined) return 0;
    if (isClosed(known, settings)) return null;
    return known.state.startsWith('p') ? Number.parseInt(known.state.slice(1), 10) : 0;
  }

  /** How many readings of a content from its place on crashed. */
  crashesOf(content: string): number {
    const known = this.#entries.find((entry) => entry.content === content.slice(0, 24));
    return Number(known?.state.split('t')[1] ?? 0);
  }

  /** The ledger with a new name for a content that is dealt with. */
  alias(file: FileFact, content: string): Ledger {
    const known = this.#entries.find((entry) => entry.content === content.slice(0, 24));
    return this.with(file, content, known?.state ?? 'd');
  }

  /** The ledger with a content's new state. A content keeps one entry for each name under which it lies there. */
  with(file: FileFact, content: string, state: State): Ledger {
    const entry = { content: content.slice(0, 24), look: lookOf(file), state };
    const superseded = (other: Entry): boolean =>
      other.look === entry.look || (other.content === entry.content && other.state !== state);
    const others = this.#entries.filter((other) => !superseded(other));
    return new Ledger(this.#source, this.#limit, [...others, entry]);
  }

  /**
   * The ledger with room for one more: the oldest contents whose files are gone are forgotten. Throws HUB_SOURCE_INVALID when the folder
   * itself holds more files than the ledger, because forgetting one that still lies there would read it again.
   */
  withRoom(present: readonly FileFact[]): Ledger {
    const excess = this.#entries.length + 1 - this.#limit;
    if (excess <= 0) return this;
    const looks = new Set(present.map(lookOf));
    const gone = this.#entries.filter(({ look, state }) => !looks.has(look) && !state.startsWith('p'));
    if (gone.length < excess) {
      throw invalid(
        this.#source,
        `数据源 ${this.#source} 的目录里已读文件达到台账上限 ${this.#limit} 个，已停止读取；请该部门移走旧文件，或调大 ledgerSize。`,
      );
    }
    const forgotten = new Set(gone.slice(0, excess));
    return new Ledger(
      this.#source,
      this.#limit,
      this.#entries.filter((entry) => !forgotten.has(entry)),
    );
  }
}

function entryOf(text: string): Entry {
  const [content = '', look = '', state = 'd'] = text.split('.');
  return { content, look, state: state as State };
}

function isClosed(entry: Entry, settings: string): boolean {
  return entry.state === 'd' || entry.state === `r${settings}`;
}

function lookOf({ path, size, modifiedMs }: FileFact): string {
  return createHash('sha256').update(`${path}\n${size}\n${modifiedMs}`).digest('hex').slice(0, 12);
}
