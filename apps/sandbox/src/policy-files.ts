import { readConfigDocuments } from '#base/settings';
import { readPolicyFiles } from '#libs/catalogue';
import type { SamplePolicy } from './generator/index.js';

/** Reads the policy that the hub is given too: department files, lists, memoranda and the calendar of a config folder. What the hub leaves out of it is left out here. */
export async function readSamplePolicy(configDir: string): Promise<SamplePolicy> {
  const { policy } = await readConfigDocuments(configDir);
  return readPolicyFiles(policy);
}
