export { Attachments } from './attachments.js';
export { FolderStore } from './folder-store.js';
export { DocumentsDesk, type Publication } from './documents-desk.js';
export { type DocumentParts } from './document-parts.js';
export { type DocumentEntry } from './sql/select-documents.js';
export { type DocumentRecipient } from './sql/select-recipients.js';
