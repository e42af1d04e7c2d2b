import type { Clock, SourceId } from '#base/contracts';
import { kafkaSettings, Provisioner, TopicNames, type ProvisionReport } from '#base/kafka';
import { Database, migrate } from '#base/postgres';
import type { ConfigMistake, Settings } from '#base/settings';
import { loadPolicyFiles } from '#libs/catalogue';
import { applySources, type AppliedSources } from '#libs/intake';
import { applyStandards, type AppliedStandards } from '#libs/standards';
import { readSecrets } from '../secrets/read-secrets.js';
import { provisionPlan } from './provision-plan.js';

/** What a set-up changed; a second one changes nothing. */
export interface SetUpReport {
  readonly migrations: readonly string[];
  readonly policy: {
    readonly version: string;
    readonly changed: boolean;
    /** The files differ from the edition in force, which was made by approval and stays. */
    readonly kept: boolean;
    readonly departments: number;
    readonly items: number;
    readonly clauses: number;
  };
  readonly sources: AppliedSources;
  readonly kafka: ProvisionReport;
  /** Files of the configuration that were not taken in, each named with what is wrong; all others counted. */
  readonly mistakes: readonly ConfigMistake[];
}

/** Tells how far a set-up has come. */
export type Tell = (sentence: string) => unknown;

/**
 * Brings database and cluster to what the configuration says: schema, policy, sources, topics, accounts, rights. `files-anyway` puts the
 * files over a policy made by approval.
 */
export async function setUp(
  settings: Settings,
  clock: Clock,
  tell: Tell,
  from: 'files' | 'files-anyway' = 'files',
): Promise<SetUpReport> {
  const migrations = await migrate(settings.database.url);
  tell(migrations.length === 0 ? '数据库结构已是最新' : `数据库执行了 ${migrations.length} 个迁移脚本`);
  // Connectors bring their drivers: only what looks at sources loads them.
  const { readConfiguration } = await import('#libs/operating');
  const configuration = await readConfiguration(settings.config.dir);
  const unread = configuration.mistakes.map(({ path }) => path);
  const decree = { at: clock.now(), by: 'setup', why: 'hub setup' };
  const database = new Database({
    url: settings.database.url,
    maxConnections: 2,
    applicationName: 'hub setup',
  });
  try {
    const loaded = await database.transaction(async (tx) => ({
      policy: await loadPolicyFiles(tx, configuration.policy, unread, from),
      sources: await applySources(tx, configuration.sources, decree, {
        ...settings.setup,
        keepMissing: configuration.sourcesUncertain,
      }),
      standards: await applyStandards(tx, configuration.standards, configuration.standardsUncertain, decree),
    }));
    const { content, setAside, ...edition } = loaded.policy;
    const mistakes = [...configuration.mistakes, ...loaded.standards.mistakes, ...setAside];
    for (const { sentence } of mistakes) tell(`注意：${sentence}`);
    const { departments, items, clauses } = content;
    const policy = {
      ...edition,
      departments: departments.length,
      items: items.length,
      clauses: clauses.length,
    };
    if (policy.kept)
      tell(
        '配置文件与现行政策不同；现行政策经批准形成，予以保留。把文件（如新部门的 department.yaml）并入现行政策：hub policy import <文件> 检查，hub policy submit <文件> --by <报审人>，由另一人 hub policy approve <草案> --by <批准人>；要以文件整体覆盖，用 hub setup --policy-from-files',
      );
    tell(
      `政策${policy.changed ? '装载为' : '仍为'} ${policy.version} 版：${policy.departments} 个部门、${policy.items} 个事项、${policy.clauses} 个条款`,
    );
    tell(standardsSentence(loaded.standards));
    tell(sourcesSentence(loaded.sources));
    const kafka = await provision(settings, content.departments, definedIds(loaded.sources));
    tell(provisionSentence(kafka));
    return { migrations, policy, sources: loaded.sources, kafka, mistakes };
  } finally {
    await database.close();
  }
}

function definedIds({ added, changed, returned, unchanged }: AppliedSources): readonly SourceId[] {
  return [...added, ...changed, ...returned, ...unchanged].sort();
}

/** How many mapping documents came, changed and went. */
function standardsSentence({ changes }: AppliedStandards): string {
  const count = (wanted: AppliedStandards['changes'][number]['kind']): number =>
    changes.filter(({ kind }) => kind === wanted).length;
  return `映射文件：新增 ${count('added')} 份，变更 ${count('changed')} 份，移除 ${count('removed')} 份`;
}

/** How many sources came, changed, stayed and went. */
export function sourcesSentence({ added, changed, returned, unchanged, removed }: AppliedSources): string {
  const again = returned.length === 0 ? '' : `，重新出现 ${returned.length} 个`;
  return `数据源：新增 ${added.length} 个，变更 ${changed.length} 个${again}，未变 ${unchanged.length} 个，移除 ${removed.length} 个`;
}

async function provision(
  settings: Settings,
  departments: Parameters<typeof provisionPlan>[1],
  sources: Parameters<typeof provisionPlan>[2],
): Promise<ProvisionReport> {
  const kafka = kafkaSettings(settings.kafka, 'hub-setup', settings.topic.prefix);
  const secret = kafka.sasl === null ? null : (await readSecrets(settings)).secret;
  return new Provisioner(kafka).apply(
    provisionPlan(new TopicNames(settings.topic.prefix), departments, sources, secret),
  );
}

function provisionSentence(report: ProvisionReport): string {
  const changes = [
    ['新建主题', report.topicsCreated],
    ['调整主题', report.topicsReconfigured],
    ['新建账号', report.accountsCreated],
    ['更换密码', report.passwordsChanged],
    ['新增授权', report.grantsAdded],
    ['计划外的授权', report.unexpected],
  ] as const;
  const told = changes
    .filter(([, names]) => names.length > 0)
    .map(([what, names]) => `${what} ${names.length} 个`);
  return told.length === 0 ? '消息队列无须变动' : `消息队列：${told.join('，')}`;
}
