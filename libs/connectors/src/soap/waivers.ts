import type { Waivers } from '../promises.js';

/** Promises that do not apply to SOAP. */
export const soapWaivers: Waivers = {};
