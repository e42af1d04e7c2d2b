import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '#base/settings';

const schema = z.record(z.string(), z.unknown());
const stored = z.strictObject({
  operations: z.record(z.string(), schema),
  schemas: z.record(z.string(), schema),
});

/** What the API answers: the schema of each operation, and the types these refer to by name. */
export type Answers = z.infer<typeof stored>;

/** The file that `hub docs` writes from the types the controllers return; the path counts from the project's folder. */
export const answersFile = 'libs/api/answers.json';

/** Reads it. */
export function readAnswers(): Answers {
  return stored.parse(JSON.parse(readFileSync(join(projectRoot(), answersFile), 'utf8')));
}
