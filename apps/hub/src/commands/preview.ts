import { InvalidArgumentError, type Command } from 'commander';
import type { NotedEvidence } from '#libs/operating';
import type { Desk } from '../desk.js';
import { toInstant } from '../options.js';
import { readSecrets } from '../secrets/read-secrets.js';
import { titleOf } from '../words.js';

interface PreviewOptions {
  readonly stream?: string;
  readonly rows: number;
  readonly from?: Date;
  readonly detail?: true;
  readonly save?: string;
}

const mostRows = 200;

/** `hub preview <source>`: what would real rows do? */
export function addPreview(program: Command, desk: Desk): void {
  program
    .command('preview <来源>')
    .description('预览一个数据源：取几行真实数据，看会归一成什么、改动什么、告知谁；不写入任何地方')
    .option('--stream <数据流>', '只看一个数据流')
    .option('--rows <行数>', `每个数据流最多取多少行（不超过 ${mostRows}）`, toRows, 5)
    .option('--from <时间>', '从这个时间的数据开始取，如 2026-01-01 或 2026-01-01T08:00:00', toInstant)
    .option('--detail', '逐行列出原始列与归一后的字段')
    .option('--save <文件>', '存为审批该数据源的凭据（JSON，含摘要），并记入审计')
    .addHelpText(
      'after',
      '\n示例：\n  hub preview 370800.zjj.front --rows 3\n  hub preview 370800.zjj.front --stream result --detail\n  hub preview 370800.zjj.front --save 预览.json',
    )
    .action((source: string, options: PreviewOptions) =>
      desk.withStore(async ({ database }, settings) => {
        // Connectors bring their drivers: only this verb loads them.
        const { previewSource, readGround } = await import('#libs/operating');
        const { saveEvidence } = await import('../preview/evidence.js');
        const { previewText } = await import('../preview/preview-text.js');
        const { rows, stream = null, from: since = null } = options;
        const never = new AbortController().signal;
        const { secret } = await readSecrets(settings);
        const ground = await readGround(settings.config.dir, source, secret, stream);
        const preview = await previewSource(database, ground, { rows, stream, since }, desk.clock, never);
        const saved =
          options.save === undefined ? null : await saveEvidence(database, desk.clock, preview, options.save);
        if (preview.counts.rejected > 0) desk.found();
        desk.print(saved ?? preview, () =>
          [
            previewText(preview, options.detail === true),
            ...(saved === null ? [] : [savedText(saved, options)]),
          ].join('\n\n'),
        );
      }),
    );
}

function savedText({ sha256, move }: NotedEvidence, { save: file }: PreviewOptions): string {
  const saved = `已存为凭据 ${file ?? ''}，内容摘要（sha-256）${sha256}，并记入审计。`;
  if ('refused' in move) return `${saved}\n状态未变：${move.refused}`;
  return `${saved}\n状态：${titleOf(move.from)}${move.moved ? ` → ${titleOf(move.to)}` : ''}。`;
}

function toRows(text: string): number {
  const rows = Number(text);
  if (!Number.isInteger(rows) || rows < 1 || rows > mostRows) {
    throw new InvalidArgumentError(`行数应为 1 到 ${mostRows} 的整数。`);
  }
  return rows;
}
