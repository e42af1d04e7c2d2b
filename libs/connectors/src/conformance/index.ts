import { modeProperties } from './mode-properties.js';
import { readerProperties, type ReaderProperty } from './reader-properties.js';

export type { Department, GivenRow } from './department.js';

/** Every promise of a connector that reads tables; a spec runs each by name against a real server. */
export const conformance: readonly ReaderProperty[] = [...readerProperties, ...modeProperties];
