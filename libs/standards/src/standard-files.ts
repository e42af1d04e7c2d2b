import { hash } from 'node:crypto';
import { HubError } from '#base/contracts';
import { mistakeOf, type ConfigDocument, type ConfigMistake } from '#base/settings';
import { compileStandard, runExamples, standardName, type StandardEntry } from '#libs/mapping';

/** A mapping document that can be applied. */
export interface StandardFile {
  readonly name: string;
  readonly text: string;
  /** Of its content: comments and layout do not count. */
  readonly digest: string;
  readonly entry: StandardEntry;
}

/** The documents that can be applied, and what is wrong with the other files. */
export interface StandardFiles {
  readonly files: readonly StandardFile[];
  readonly mistakes: readonly ConfigMistake[];
}

/** Sorts mapping documents into those that can be applied and those that are wrong, fail an example of their own, or say again what another file says. */
export function sortStandards(documents: readonly ConfigDocument[]): StandardFiles {
  const files = new Map<string, StandardFile>();
  const mistakes: ConfigMistake[] = [];
  for (const document of documents)
    try {
      const file = readStandard(document);
      const twin = files.get(file.name);
      if (twin !== undefined) throw wrong(document.path, `与 ${twin.entry.path} 是同一份（${file.name}）`);
      files.set(file.name, file);
    } catch (thrown) {
      if (!(thrown instanceof HubError)) throw thrown;
      mistakes.push(mistakeOf(document.path, thrown));
    }
  return { files: [...files.values()], mistakes };
}

/** One document, compiled, its examples kept. Throws HUB_MAPPING_INVALID. */
export function readStandard(document: ConfigDocument): StandardFile {
  const entry = compileStandard(document);
  const [failure] = runExamples(entry);
  if (failure !== undefined) throw wrong(document.path, `示例“${failure.example}”未通过：${failure.problem}`);
  const digest = hash('sha256', JSON.stringify(entry.document));
  return { name: standardName(entry.document), text: document.text, digest, entry };
}

function wrong(path: string, problem: string): HubError {
  return new HubError(
    'HUB_MAPPING_INVALID',
    `映射文件 ${path} 无效：${problem}。请改正后重新执行 hub apply。`,
    {
      file: path,
    },
  );
}
