import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { inFolder, isReadable, type FileFact, type FileStore } from './file-store.js';
import type { FamilySettings } from './settings.js';
import { VanishedFile } from './vanished-file.js';

/** What a department says about a finished file; nulls where it says nothing. */
export interface Manifest {
  readonly rows: number | null;
  readonly sha256: string | null;
}

const manifestSchema = z.object({
  rows: z.int().nonnegative().optional(),
  sha256: z
    .string()
    .regex(/^[0-9a-fA-F]{64}$/)
    .optional(),
});
const longestManifest = 65_536;
const earlyMarkMs = 600_000;
const unfinished = /^[.~]|\.(tmp|part|filepart|crdownload|swp)$|\.report\.(json|txt)$/i;

/** The files of a family that are written to the end, oldest first, and every file of the folder. */
export interface Listing {
  readonly complete: readonly FileFact[];
  readonly present: readonly FileFact[];
  /** Files whose names cannot be read, so that they cannot be opened. */
  readonly unreadable: number;
}

/** Lists a family's folder. With `stable` it looks several times, but only while there is a file that `known` does not know. */
export async function listComplete(
  store: FileStore,
  family: FamilySettings,
  known: (file: FileFact, present: readonly FileFact[]) => boolean,
  signal: AbortSignal,
  now: Date,
): Promise<Listing> {
  const present = await store.list(family.folder);
  const matching = present.filter((file) => isWanted(file, family));
  const wanted = matching.filter((file) => isReadable(file.name) && !known(file, present));
  const unreadable = matching.filter(({ name }) => !isReadable(name)).length;
  const { complete } = family;
  if (complete.by !== 'stable') {
    const marks = new Map(present.map(({ name, modifiedMs }) => [name, modifiedMs]));
    const marked = wanted.filter((file) => isMarked(file, marks.get(file.name + complete.suffix), now));
    return { present, unreadable, complete: inOrder(marked) };
  }
  let stable = wanted.filter(({ size }) => size > 0);
  for (let look = 1; look < complete.looks && stable.length > 0; look += 1) {
    const waited = await delay(complete.every, true, { signal }).catch(() => false);
    if (!waited) return { present, unreadable, complete: [] };
    const again = new Map((await store.list(family.folder)).map((file) => [file.name, file]));
    stable = stable.filter((file) => isSame(file, again.get(file.name)));
  }
  return { present, unreadable, complete: inOrder(stable) };
}

/** The manifest beside a file; a sentence when it cannot be understood. Throws VanishedFile when it is gone. */
export async function readManifest(
  store: FileStore,
  family: FamilySettings,
  file: FileFact,
): Promise<Manifest | { readonly refusal: string }> {
  const { complete } = family;
  if (complete.by !== 'manifest') return { rows: null, sha256: null };
  const path = inFolder(family.folder, file.name + complete.suffix);
  try {
    let text = '';
    for await (const piece of await store.open(path)) {
      text += String(piece);
      if (text.length > longestManifest) break;
    }
    const parsed = manifestSchema.safeParse(JSON.parse(text));
    if (parsed.success) {
      return { rows: parsed.data.rows ?? null, sha256: parsed.data.sha256?.toLowerCase() ?? null };
    }
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw await unread(store, path, cause);
  }
  return { refusal: '清单文件不是约定的 JSON（rows 为行数，sha256 为摘要）' };
}

async function unread(store: FileStore, path: string, cause: unknown): Promise<unknown> {
  return (await store.look(path)) === null ? new VanishedFile() : store.fault(cause);
}

/**
 * A mark older than its file, to the second, is that of an earlier file of the same name, or was set too early: the file may still be growing.
 * One that has not changed for long is taken none the less, so that it does not wait for ever.
 */
function isMarked({ modifiedMs }: FileFact, markMs: number | undefined, now: Date): boolean {
  if (markMs === undefined) return false;
  const early = Math.floor(markMs / 1_000) < Math.floor(modifiedMs / 1_000);
  return !early || now.getTime() - modifiedMs > earlyMarkMs;
}

function isWanted({ name }: FileFact, { pattern, complete }: FamilySettings): boolean {
  const companion = complete.by !== 'stable' && name.endsWith(complete.suffix);
  return !companion && !unfinished.test(name) && matches(pattern, name);
}

function matches(pattern: string, name: string): boolean {
  const parts = pattern
    .split('*')
    .map((part) => part.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('?', '.'));
  return new RegExp(`^${parts.join('.*')}$`, 'i').test(name);
}

function isSame(file: FileFact, other: FileFact | undefined): boolean {
  return other?.size === file.size && other.modifiedMs === file.modifiedMs;
}

function inOrder(files: readonly FileFact[]): readonly FileFact[] {
  return files.toSorted((a, b) => a.modifiedMs - b.modifiedMs || (a.name < b.name ? -1 : 1));
}
