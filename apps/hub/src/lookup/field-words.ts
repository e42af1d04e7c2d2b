import { InvalidArgumentError } from 'commander';

/** Reads `--name value` and `--name=value` from the words that are no options of the command: the fields of an interface are data, not code. */
export function fieldsOf(words: readonly string[]): Readonly<Record<string, string>> {
  const fields: Record<string, string> = {};
  for (let at = 0; at < words.length; at += 1) {
    const [, name, joined] = /^--([a-z][a-zA-Z0-9-]*)(?:=(.*))?$/s.exec(words[at] ?? '') ?? [];
    if (name === undefined) throw new InvalidArgumentError('查询字段应写成“--字段 值”，字段见 hub lookup。');
    const value = joined ?? words[(at += 1)];
    if (value === undefined) throw new InvalidArgumentError(`--${name} 缺少取值。`);
    if (fields[name] !== undefined) throw new InvalidArgumentError(`--${name} 重复。`);
    fields[name] = value;
  }
  return fields;
}
