export { draftOf, type Draft } from './draft.js';
export { isObject, textAt, valueAt } from './path.js';
export { parseAnswer, parseDocument } from './document.js';
export { restFault, shownCode } from './faults.js';
export { Transport, type Reply } from './transport.js';
export { RestService } from './service.js';
export { retryAfter, waitToRetry } from './retry.js';
export { openSignature, signatureSchema } from './signatures/index.js';
export { fixedSignature, type Signature } from './signatures/signature.js';
