import { createHash } from 'node:crypto';
import { HubError } from '#base/contracts';
import type { DocumentParts } from './document-parts.js';
import { acceptedEndings, mediaTypeOf } from './file-types.js';
import { opensLink, signedLink } from './signed-link.js';
import type { Attachment } from './sql/insert-attachment.js';
import { selectAttachment } from './sql/select-attachment.js';

/** A file as it comes in. */
export interface IncomingFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** An attachment with its content. */
export interface AttachmentContent extends Attachment {
  readonly bytes: Uint8Array;
}

/** Why a file may not be attached, or null: its name, its size, or a content that is not what its name says. */
export function objectToFile({ name, bytes }: IncomingFile, maxBytes: number): string | null {
  if (name === '' || name.length > 255 || /[/\\]|\p{Cc}/u.test(name))
    return '附件的文件名应为 1 至 255 个字符，不含路径。';
  if (bytes.length === 0) return `附件 ${name} 是空的。`;
  if (bytes.length > maxBytes)
    return `附件 ${name} 超过 ${Math.floor(maxBytes / 1_048_576)} MB，请压缩或拆分。`;
  if (mediaTypeOf(name, bytes) === null)
    return `附件 ${name} 的类型不被接受，或内容与扩展名不符；可用 ${acceptedEndings}。`;
  return null;
}

/** Keeps a file that nothing objects to, and says how messages name it. The content is safe before any message speaks of it. */
export async function keepFile(
  { store, maxFileBytes }: Pick<DocumentParts, 'store' | 'maxFileBytes'>,
  file: IncomingFile,
): Promise<Attachment> {
  const { name, bytes } = file;
  const mediaType = mediaTypeOf(name, bytes);
  const objection = objectToFile(file, maxFileBytes);
  if (objection !== null || mediaType === null)
    throw new HubError('HUB_ATTACHMENT_REFUSED', objection ?? '附件的类型不被接受。', { name });
  const sha256 = digestOf(bytes);
  await store.put(sha256, bytes);
  return { name, sha256, size: bytes.length, mediaType };
}

/** Gives links to attachments, and contents to those who hold a link. */
export class Attachments {
  constructor(
    private readonly parts: Pick<DocumentParts, 'database' | 'store' | 'linkKeys' | 'linkMinutes' | 'clock'>,
  ) {}

  /** A link that ends after the time the settings give; null where there is no such attachment or no key to sign with. */
  async link(sha256: string): Promise<{ readonly link: string; readonly until: Date } | null> {
    const { database, linkKeys, linkMinutes, clock } = this.parts;
    const found = await selectAttachment(database, sha256);
    if (found === null) return null;
    const until = new Date(clock.now().getTime() + linkMinutes * 60_000);
    const link = signedLink(await linkKeys(), { sha256, name: found.name, until });
    return link === null ? null : { link, until };
  }

  /** What the link opens; null where it was not signed by the hub, has ended, or nothing is kept. */
  async open(link: {
    readonly sha256: string;
    readonly name: string;
    readonly until: string;
    readonly signature: string;
  }): Promise<AttachmentContent | null> {
    const { database, linkKeys, clock } = this.parts;
    if (!opensLink(await linkKeys(), link, clock.now())) return null;
    const found = await selectAttachment(database, link.sha256);
    return found === null ? null : this.#read(found);
  }

  /** The content is what its digest says, or it is not given out at all. */
  async #read(attachment: Attachment): Promise<AttachmentContent | null> {
    const bytes = await this.parts.store.get(attachment.sha256);
    if (bytes === null) return null;
    if (digestOf(bytes) !== attachment.sha256)
      throw new HubError('HUB_ATTACHMENT_DAMAGED', `附件 ${attachment.name} 的内容与摘要不符，请重新发布。`, {
        sha256: attachment.sha256,
      });
    return { ...attachment, bytes };
  }
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
