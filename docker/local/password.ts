import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';

/** A fresh password that needs no escaping in URLs, SQL or properties files. */
export function newPassword(): string {
  return randomBytes(18).toString('hex');
}

/** The password kept in `file`, made on first use; only the owner may read it. */
export async function keptPassword(file: string): Promise<string> {
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (kept.trim() !== '') return kept.trim();
  const fresh = newPassword();
  await writePrivately(file, fresh);
  return fresh;
}

/** Writes a whole file at once, readable by its owner only: a reader sees the old one or the new one, never half. */
export async function writePrivately(file: string, text: string): Promise<void> {
  const partial = `${file}.${process.pid}.partial`;
  await writeFile(partial, text, { mode: 0o600 });
  await rename(partial, file);
}
