export { schemaId, type JsonSchema, type MessageSchema } from './schema.js';
export { messageSchemas } from './kinds.js';
export { checkMessageBody, type BodyCheck } from './validate.js';
