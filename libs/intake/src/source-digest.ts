import { createHash } from 'node:crypto';
import type { SourceDefinition } from '#base/contracts';

/** Tells definitions apart: the same content has the same digest, in whatever order its fields come (the database keeps none). */
export function sourceDigest(source: SourceDefinition): string {
  return createHash('sha256').update(JSON.stringify(source, inOrder)).digest('hex').slice(0, 32);
}

function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
