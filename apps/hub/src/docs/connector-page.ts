import { promises, type ConnectorPage } from '#libs/connectors';

/** The page of one kind of source: its settings, what it promises, and what does not apply to it and why. */
export function connectorPage({ kind, title, settings, waivers, values = [] }: ConnectorPage): string {
  const lines = settings.map(
    ({ path, title: meaning, form, fallback, required }) =>
      `| \`${path}\` | ${meaning} | ${form.replaceAll('|', '\\|')} | ${fallback === null ? (required ? '必填' : '') : `\`${fallback.replaceAll('|', '\\|')}\``} |`,
  );
  const kept = Object.entries(promises).filter(([name]) => !(name in waivers));
  const waived = Object.entries(promises).flatMap(([name, promise]) => {
    const reason = Object.entries(waivers).find(([waiver]) => waiver === name)?.[1];
    return reason === undefined ? [] : [`- ${promise}。不适用：${reason}`];
  });
  return [
    `# 连接器 \`${kind}\`：${title}`,
    '由设置的定义和承诺清单生成，请勿手工修改。',
    '## 设置',
    ['| 设置 | 含义 | 写法 | 缺省 |', '| --- | --- | --- | --- |', ...lines].join('\n'),
    '数据流的 `mode`、`cursor`、`key`、`caseNumber`，以及数据源的 `budget`（读取预算）对各连接器都一样，见 README。',
    ...valuePart(values),
    '## 承诺',
    '每一项都由一致性套件（`libs/connectors/src/conformance`）对着真实的服务验证。',
    [...kept.map(([, promise]) => `- ${promise}。`), ...waived].join('\n'),
  ].join('\n\n');
}

/** What becomes of each type of value, as a table; nothing where there is none. */
function valuePart(values: NonNullable<ConnectorPage['values']>): readonly string[] {
  if (values.length === 0) return [];
  const code = (text: string): string => `\`\` ${text.replaceAll('|', '\\|').replaceAll('\n', '↵')} \`\``;
  const lines = values.map(
    ({ type, written, body, unified }) => `| ${code(type)} | ${code(written)} | ${code(body)} | ${unified} |`,
  );
  return [
    '## 值',
    '每种类型的值在原始消息里是什么样、统一记录怎样理解它；每一行都有测试，对着真实的服务读出。',
    ['| 类型 | 写入的值 | 原始消息里（JSON） | 统一记录 |', '| --- | --- | --- | --- |', ...lines].join('\n'),
  ];
}
