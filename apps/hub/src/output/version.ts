import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '#base/settings';

const packageSchema = z.looseObject({ version: z.string() });

/** The version of the hub, with the commit where the environment names it (`HUB_COMMIT`, set when an image is built). */
export function versionText(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const read: unknown = JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8'));
  const { version } = packageSchema.parse(read);
  const commit = env['HUB_COMMIT'] ?? '';
  return commit === '' ? version : `${version}（${commit.slice(0, 12)}）`;
}
