export { schemaId } from './schema.js';
export { messageSchemas } from './kinds.js';
export { checkMessageBody } from './validate.js';
export { supportProcedures } from './tech-support.js';
