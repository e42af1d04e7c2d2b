import type { SourceDefinition } from '#base/contracts';
import { readConfigDocuments } from '#base/settings';
import { compileStandards, type Standards } from '#libs/mapping';
import { findDefinition } from './find-definition.js';

/** A definition of the configuration, the mapping documents it is read by, and the secrets that open its system. */
export interface SourceGround {
  readonly source: SourceDefinition;
  readonly standards: Standards;
  readonly secret: (name: string) => string;
}

/** Reads what the configuration says about a source, run or not; with a stream's name, that stream must be in it. Throws HUB_SOURCE_INVALID where it is not. */
export async function readGround(
  configDir: string,
  id: string,
  secret: SourceGround['secret'],
  stream: string | null = null,
): Promise<SourceGround> {
  const documents = await readConfigDocuments(configDir);
  const source = findDefinition(documents, id, stream);
  return { source, standards: compileStandards(documents.standards), secret };
}
