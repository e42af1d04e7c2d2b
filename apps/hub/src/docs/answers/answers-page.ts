import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { answersFile } from '#libs/api';

/** The file of answers, if it differs from what the controllers' types say now. The compiler it takes is loaded when somebody asks. */
export async function staleAnswers(root: string): Promise<string | null> {
  const { readAnswers } = await import('./read-answers.js');
  const wanted = `${JSON.stringify(readAnswers(root), null, 1)}\n`;
  const present = await readFile(join(root, answersFile), 'utf8').catch(() => null);
  return present === wanted ? null : wanted;
}

/** Brings the file of answers up to date; answers its path where it was not. */
export async function writeAnswers(root: string): Promise<readonly string[]> {
  const wanted = await staleAnswers(root);
  if (wanted === null) return [];
  await writeFile(join(root, answersFile), wanted);
  return [answersFile];
}
