import { createHash } from 'node:crypto';
import type { Tx } from '#base/contracts';
import { writeAudit } from '#base/postgres';
import { moveSource, type SourceMove } from '#libs/intake';
import type { Preview } from './preview.js';

/** A preview kept for the approval of its source; the digest is that of `content` as one line of JSON. */
export interface Evidence {
  readonly document: 'source-preview';
  readonly sha256: string;
  readonly content: Preview & { readonly by: string };
}

/** Evidence that was noted, and where that led its source, if anywhere. */
export interface NotedEvidence extends Evidence {
  readonly move: SourceMove;
}

/** Makes evidence of a preview. */
export function evidenceOf(preview: Preview, by: string): Evidence {
  const content = { by, ...preview };
  const sha256 = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  return { document: 'source-preview', sha256, content };
}

/** Notes the digest of evidence in the audit, with where it is kept, and that its source was previewed: all that is ever written down of a preview. */
export async function noteEvidence(
  tx: Tx,
  { sha256, content }: Evidence,
  { why, ...kept }: { readonly why?: string; readonly file?: string },
  at: Date,
): Promise<SourceMove> {
  const { by, source, definition: digest, counts } = content;
  const reason = why === undefined ? {} : { why };
  const detail = { sha256, definition: digest, ...reason, ...kept, ...counts };
  await writeAudit(tx, { at, by, action: 'source.evidence', subject: source, detail });
  if (counts.read === 0) return { refused: '没有读到任何行，不能算作预览。' };
  const proof = `预览凭据 sha-256 ${sha256}`;
  const said = why === undefined ? proof : `${why}（${proof}）`;
  return moveSource(tx, { source, event: 'preview', by, why: said, at, digest });
}
