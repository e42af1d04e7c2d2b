import type { Command } from 'commander';
import type { Desk } from '../desk.js';

/** `hub setup`: database, policy, sources, topics, accounts and rights, as the configuration says. */
export function addSetup(program: Command, desk: Desk): void {
  program
    .command('setup')
    .description('按配置准备数据库、政策、数据源与消息队列；可重复执行')
    .option('--policy-from-files', '以配置文件覆盖经批准形成的政策版本')
    .addHelpText(
      'after',
      '\n现行政策由 hub policy approve 批准形成的，配置文件与之不同时默认保留现行政策。\n需要 Kafka 管理账号（KAFKA_USERNAME）与密钥文件（HUB_SECRETS_FILE）。\n\n示例：\n  hub setup\n  hub setup --json',
    )
    .action(async (options: { readonly policyFromFiles?: true }) => {
      // Only this verb needs the clients and readers of a set-up; the others start without them.
      const { setUp } = await import('../setup/set-up.js');
      const sentences: string[] = [];
      const live = !desk.json();
      const tell = (sentence: string): unknown => (live ? desk.say(sentence) : sentences.push(sentence));
      const policy = options.policyFromFiles === true ? 'files-anyway' : 'files';
      const report = await setUp(desk.settings(['database', 'kafka']), desk.clock, tell, policy);
      if (!live) desk.print(report, () => sentences.join('\n'));
    });
}
