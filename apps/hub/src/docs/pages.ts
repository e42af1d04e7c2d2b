import { join } from 'node:path';
import { faultCodes, type Remedy } from '#base/contracts';
import { kindList, toDictionaryMarkdown, toJsonSchema, messageSchemas } from '#base/model';
import { settingsTableMarkdown } from '#base/settings';
import { metricNames } from '#base/telemetry';
import { asyncApiDocument } from './asyncapi.js';
import { apiDocument, apiPage } from '#libs/api';
import { connectorPages } from '#libs/connectors';
import { connectorPage } from './connector-page.js';
import { messagesPage } from './messages-page.js';

/** A generated file; the path counts from the project's folder. */
export interface Page {
  readonly path: string;
  readonly content: string;
}

const remedies: Readonly<Record<Remedy, string>> = {
  retry: '自动重试',
  park: '隔离该记录，等待处理',
  stop: '停止，须改正后重新启动',
};

/** Every page that is made from code or configuration and never written by hand. */
export function generatedPages(configDir: string): readonly Page[] {
  return [
    { path: 'docs/settings.md', content: settingsPage(configDir) },
    { path: 'docs/errors.md', content: errorsPage() },
    { path: 'docs/metrics.md', content: metricsPage() },
    { path: 'docs/data-dictionary.md', content: ended(toDictionaryMarkdown()) },
    { path: 'docs/messages.md', content: messagesPage() },
    { path: 'docs/api.md', content: ended(apiPage()) },
    { path: 'docs/openapi.json', content: ended(JSON.stringify(apiDocument(), null, 1)) },
    { path: 'docs/asyncapi.yaml', content: asyncApiDocument() },
    ...connectorPages.map((page) => ({
      path: `docs/connectors/${page.kind}.md`,
      content: ended(connectorPage(page)),
    })),
    ...Object.entries(messageSchemas).map(([kind, { schema }]) => schemaFile(`messages/${kind}.v1.json`, schema)),
    ...kindList.map((kind) => schemaFile(`records/${kind.name}.json`, toJsonSchema(kind))),
  ];
}

/** Blocks that live between markers inside pages written by hand: name → content. */
export function generatedBlocks(configDir: string): Readonly<Record<string, string>> {
  return { settings: settingsTableMarkdown(join(configDir, 'defaults.yaml')) };
}

function settingsPage(configDir: string): string {
  const table = settingsTableMarkdown(join(configDir, 'defaults.yaml'));
  return ended(`# Settings\n\nGenerated from \`config/defaults.yaml\`; durations are milliseconds.\n\n${table}`);
}

function errorsPage(): string {
  const rows = Object.entries(faultCodes).map(
    ([code, { title, remedy }]) => `| \`${code}\` | ${title} | ${remedy} | ${remedies[remedy]} |`,
  );
  const head = ['| 代码 | 含义 | 处置 | 枢纽怎么做 |', '| --- | --- | --- | --- |'];
  return ended(['# 故障代码', '', '由故障目录生成，请勿手工修改。', '', ...head, ...rows].join('\n'));
}

function metricsPage(): string {
  const rows = Object.entries(metricNames).map(
    ([name, { type, help, labels }]) => `| \`${name}\` | ${type} | ${labels.join(', ')} | ${help} |`,
  );
  const head = ['| Name | Type | Labels | Meaning |', '| --- | --- | --- | --- |'];
  const note = 'Generated. Every process serves its own on `/metrics`; a metric appears with its first value.';
  return ended(['# Metrics', '', note, '', ...head, ...rows].join('\n'));
}

function schemaFile(name: string, schema: object): Page {
  return { path: `docs/schemas/${name}`, content: ended(JSON.stringify(schema, null, 2)) };
}

function ended(text: string): string {
  return `${text.trimEnd()}\n`;
}
