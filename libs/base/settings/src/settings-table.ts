import { readFileSync } from 'node:fs';
import { isMap, isScalar, parseDocument, type YAMLMap } from 'yaml';
import { variableNames } from './environment.js';

interface SettingRow {
  readonly setting: string;
  readonly fallback: string;
  readonly variables: readonly string[];
  readonly meaning: string;
}

/** The settings table of the manual, made from a `defaults.yaml`: setting, default, variable, and the comment above it. */
export function settingsTableMarkdown(defaultsFile: string): string {
  const document = parseDocument(readFileSync(defaultsFile, 'utf8'));
  const sections = isMap(document.contents) ? document.contents : null;
  const rows = (sections?.items ?? []).flatMap(({ key, value }) =>
    isScalar(key) && isMap(value) ? sectionRows(String(key.value), value) : [],
  );
  const lines = rows.map(({ setting, fallback, variables, meaning }) =>
    [`\`${setting}\``, fallback, variables.map((name) => `\`${name}\``).join(' '), meaning].join(' | '),
  );
  return ['Setting | Default | Variable | Meaning', '--- | --- | --- | ---', ...lines]
    .map((line) => `| ${line} |`)
    .join('\n');
}

function sectionRows(section: string, values: YAMLMap): readonly SettingRow[] {
  return values.items.flatMap(({ key, value }, index) => {
    if (!isScalar(key)) return [];
    const name = String(key.value);
    // The comment of a map's first key is attached to the map itself.
    const comment = key.commentBefore ?? (index === 0 ? values.commentBefore : null) ?? '';
    const fallback = JSON.stringify(
      value !== null && typeof value === 'object' && 'toJSON' in value ? value : null,
    );
    return {
      setting: `${section}.${name}`,
      fallback: fallback === '""' || fallback === '[]' ? '' : `\`${fallback.replaceAll('"', '')}\``,
      variables: variableNames(section, name).slice(-1),
      meaning: comment.trim().replaceAll(/\s+/g, ' '),
    };
  });
}
