import { HubError, type ContentOwner } from '#base/contracts';
import { writeAudit } from '#base/postgres';
import type { ContentDraft } from './content-store.js';
import type { DocumentParts } from './document-parts.js';
import { acceptedEndings, headBytes, mediaTypeOf, typeOfName } from './file-types.js';
import { insertAttachment, type Attachment } from './sql/insert-attachment.js';
import { insertUpload } from './sql/insert-upload.js';

/** A file as it comes in. */
export interface IncomingFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A file as it comes in piece by piece. */
export interface StreamedFile {
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

type Keeping = Pick<DocumentParts, 'store' | 'maxFileBytes' | 'database' | 'clock'>;

/** Whose a file becomes, and who handed it in. */
export interface Uploader {
  readonly owner: ContentOwner;
  readonly by: string;
}

/** Why a file may not be attached, or null: its name, its size, or a content that is not what its name says. */
export function objectToFile({ name, bytes }: IncomingFile, maxBytes: number): string | null {
  return (
    objectToName(name) ??
    objectToSize(name, bytes.length, maxBytes) ??
    (bytes.length === 0 ? `附件 ${name} 是空的。` : objectToHead(name, bytes))
  );
}

/** Whether a content may not be known by that name: its ending must say the same type. */
export function objectToRename({ mediaType }: Pick<Attachment, 'mediaType'>, name: string): boolean {
  return objectToName(name) !== null || typeOfName(name) !== mediaType;
}

/** Keeps a file, and says how messages name it: the content is safe before any message speaks of it. */
export function keepFile(
  parts: Keeping,
  { name, bytes }: IncomingFile,
  uploader: Uploader,
): Promise<Attachment> {
  return takeUpload(parts, { name, chunks: once(bytes) }, uploader);
}

/**
 * Takes an upload in. It is noted before its content is kept, so that whatever breaks in between is found and removed later, and it is
 * somebody's only once the content is safe. What is refused leaves nothing behind.
 */
export async function takeUpload(
  parts: Keeping,
  file: StreamedFile,
  { owner, by }: Uploader,
): Promise<Attachment> {
  const { draft, attachment } = await readFile(parts, file);
  const { sha256, size } = attachment;
  try {
    await parts.database.transaction((tx) => insertAttachment(tx, attachment, by, parts.clock.now()));
    await draft.keep();
  } finally {
    await draft.drop();
  }
  const at = parts.clock.now();
  await parts.database.transaction(async (tx) => {
    await insertUpload(tx, sha256, owner, at);
    await writeAudit(tx, { at, by, action: 'attachment.upload', subject: sha256, detail: { size } });
  });
  return attachment;
}

async function readFile(
  { store, maxFileBytes }: Keeping,
  file: StreamedFile,
): Promise<{ readonly draft: ContentDraft; readonly attachment: Attachment }> {
  const { name } = file;
  refuse(name, objectToName(name));
  let mediaType = '';
  const passed = lookedAt(file, maxFileBytes, (head) => {
    mediaType = mediaTypeOf(name, head) ?? '';
  });
  const draft = await store.draft(passed);
  return { draft, attachment: { name, sha256: draft.sha256, size: draft.size, mediaType } };
}

/** Lets a file through while nothing objects: its type is known before the first byte passes, its size is never more than may be. */
async function* lookedAt(
  { name, chunks }: StreamedFile,
  maxBytes: number,
  begins: (head: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  let size = 0;
  let head = new Uint8Array(0);
  let known = false;
  for await (const chunk of chunks) {
    size += chunk.length;
    refuse(name, objectToSize(name, size, maxBytes));
    if (known) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < headBytes) continue;
    refuse(name, objectToHead(name, head));
    begins(head);
    known = true;
    yield head;
  }
  if (known) return;
  refuse(name, head.length === 0 ? `附件 ${name} 是空的。` : objectToHead(name, head));
  begins(head);
  yield head;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function objectToName(name: string): string | null {
  return name === '' || name.length > 255 || /[/\\]|\p{Cc}/u.test(name)
    ? '附件的文件名应为 1 至 255 个字符，不含路径。'
    : null;
}

function objectToSize(name: string, size: number, maxBytes: number): string | null {
  return size > maxBytes ? `附件 ${name} 超过 ${Math.floor(maxBytes / 1_048_576)} MB，请压缩或拆分。` : null;
}

function objectToHead(name: string, head: Uint8Array): string | null {
  return mediaTypeOf(name, head) === null
    ? `附件 ${name} 的类型不被接受，或内容与扩展名不符；可用 ${acceptedEndings}。`
    : null;
}

function refuse(name: string, objection: string | null): void {
  if (objection !== null) throw new HubError('HUB_ATTACHMENT_REFUSED', objection, { name });
}
