export { operations, type Operation } from './operations.js';
export * from './query-schemas.js';
export * from './command-bodies.js';
export * from './access-bodies.js';
export * from './desk-bodies.js';
export { apiDocument } from './api-document.js';
export { answersFile } from './answers.js';
export { apiPage } from './api-page.js';
export { sessionCookie } from './session-cookie.js';
