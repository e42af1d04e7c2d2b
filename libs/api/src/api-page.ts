import { rightTitles } from '#base/contracts';
import type { Operation } from './operation.js';
import { operations } from './operations.js';

const introduction = `# 接口

由接口目录生成，请勿手工修改。OpenAPI 3.1 文档见 [openapi.json](openapi.json)，也在运行中的 \`GET /api/v1/openapi.json\`；其中的示例都作为测试运行过。

答复为 JSON；出错时为 \`application/problem+json\`（\`type title status detail code\`），\`detail\` 是一句话原因，\`code\` 见[故障代码](errors.md)。
机器在 \`Authorization: Bearer …\` 中给出令牌；人以账号登录，写操作另带 \`x-csrf-token\`。“全枢纽”只对不限行政区划的账号开放，“本部分”只答复属于自己的部分。`;

/** The page on the API: every address with what it is for, what it asks of whoever comes, and how far it shows. */
export function apiPage(): string {
  const rows = Object.entries(operations).map(
    ([place, operation]) =>
      `| \`${place}\` | ${operation.title} | ${needText(operation)} | ${reachText(operation)} |`,
  );
  const head = ['| 地址 | 用途 | 权限 | 范围 |', '| --- | --- | --- | --- |'];
  return [introduction, '', ...head, ...rows].join('\n');
}

function needText({ need: { right } }: Operation): string {
  if (right === 'anybody') return '无须登录';
  return right === 'signedIn' ? '登录即可' : `${rightTitles[right]} \`${right}\``;
}

function reachText({ need: { right, reach } }: Operation): string {
  if (right === 'anybody' || right === 'signedIn') return '';
  return reach === 'hub' ? '全枢纽' : '本部分';
}
