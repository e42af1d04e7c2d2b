export { Attachments, type AttachmentLink } from './attachments.js';
export { type ContentStore } from './content-store.js';
export { FolderStore } from './folder-store.js';
export { S3Store } from './s3-store.js';
export { DocumentsDesk, type DocumentView, type Publication } from './documents-desk.js';
export { type DocumentParts } from './document-parts.js';
export { type Attachment } from './sql/insert-attachment.js';
export { type DocumentEntry } from './sql/select-documents.js';
export { type DocumentRecipient } from './sql/select-recipients.js';
