import { createHash } from 'node:crypto';
import { HubError, type PartyBounds } from '#base/contracts';
import type { DocumentParts } from './document-parts.js';
import { takeUpload, type StreamedFile, type Uploader } from './keep-file.js';
import { opensLink, signedLink } from './signed-link.js';
import type { Attachment } from './sql/insert-attachment.js';
import { selectAttachment } from './sql/select-attachment.js';
import { selectMessageAttachment } from './sql/select-message-attachment.js';

/** An attachment with its content. */
export interface AttachmentContent extends Attachment {
  readonly bytes: Uint8Array;
}

/** Where an attachment may be fetched, and until when. */
export interface AttachmentLink {
  readonly link: string;
  readonly until: Date;
}

/** Gives links to attachments, and contents to those who hold a link. */
export class Attachments {
  constructor(
    private readonly parts: Pick<
      DocumentParts,
      'database' | 'store' | 'maxFileBytes' | 'linkKeys' | 'linkMinutes' | 'clock'
    >,
  ) {}

  /** A link that ends after the time the settings give; null where there is no such attachment or no key to sign with. `as` is the name it is given out under. */
  async link(sha256: string, as: string | null = null): Promise<AttachmentLink | null> {
    const { database, linkKeys, linkMinutes, clock } = this.parts;
    const found = await selectAttachment(database, sha256);
    if (found === null) return null;
    const until = new Date(clock.now().getTime() + linkMinutes * 60_000);
    const link = signedLink(await linkKeys(), { sha256, name: as ?? found.name, until });
    return link === null ? null : { link, until };
  }

  /** A link to an attachment of a message that was sent to or by those within bounds; null where they see no such thing. */
  async linkIn(message: string, sha256: string, within: PartyBounds): Promise<AttachmentLink | null> {
    const name = await selectMessageAttachment(this.parts.database, message, sha256, within);
    return name === null ? null : this.link(sha256, name);
  }

  /** Takes an upload in, piece by piece; HUB_ATTACHMENT_REFUSED says what is wrong with it, and nothing of it stays. Only its owner may attach it. Audited. */
  take(file: StreamedFile, uploader: Uploader): Promise<Attachment> {
    return takeUpload(this.parts, file, uploader);
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
    return found === null ? null : this.#read({ ...found, name: link.name });
  }

  /** The content is what its digest says, or it is not given out at all. */
  async #read(attachment: Attachment): Promise<AttachmentContent | null> {
    const bytes = await this.parts.store.get(attachment.sha256);
    if (bytes === null) return null;
    if (createHash('sha256').update(bytes).digest('hex') !== attachment.sha256)
      throw new HubError('HUB_ATTACHMENT_DAMAGED', `附件 ${attachment.name} 的内容与摘要不符，请重新发布。`, {
        sha256: attachment.sha256,
      });
    return { ...attachment, bytes };
  }
}
