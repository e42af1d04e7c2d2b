import type { Waivers } from '../promises.js';

/** Promises that do not apply to REST. */
export const restWaivers: Waivers = {};
