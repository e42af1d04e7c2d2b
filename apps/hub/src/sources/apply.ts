import { HubError, type SourceId } from '#base/contracts';
import { kafkaSettings, Provisioner, TopicNames } from '#base/kafka';
import type { ConfigMistake, Settings } from '#base/settings';
import { applySources } from '#libs/intake';
import { readConfiguration } from '#libs/operating';
import type { ReportStore } from '#libs/reporting';
import { applyStandards, type AppliedStandards } from '#libs/standards';
import { provisionPlan } from '../setup/provision-plan.js';
import { differences, type Difference } from './plan.js';

/** What was applied, and which files were left out because they are wrong. */
export interface Applied {
  readonly sources: readonly Difference[];
  readonly standards: AppliedStandards['changes'];
  readonly mistakes: readonly ConfigMistake[];
}

/** Makes the configuration's sources what runs, and gives the new ones their topics. A wrong file is named; what runs of it stays, all others count. */
export async function applyDocuments(
  store: ReportStore,
  settings: Settings,
  decree: { readonly at: Date; readonly by: string; readonly why: string },
  only?: SourceId,
): Promise<Applied> {
  const configuration = await readConfiguration(settings.config.dir);
  const mistakes = configuration.mistakes.filter(({ path }) => only === undefined || concerns(path, only));
  const [mistake] = mistakes;
  if (only !== undefined && mistake !== undefined)
    throw new HubError('HUB_SOURCE_INVALID', mistake.sentence, { source: only, path: mistake.path });
  const plan = await differences(store, configuration, { now: () => decree.at }, only);
  const topicless = plan.flatMap(({ kind, source }) =>
    kind === 'added' || kind === 'returned' ? source : [],
  );
  // First: a topic without its source harms nobody, a source without its topic cannot be enabled.
  if (topicless.length > 0) await putTopics(settings, topicless);
  const applied = await store.database.transaction(async (tx) => {
    await applySources(tx, configuration.sources, decree, {
      keepMissing: configuration.sourcesUncertain,
      ...(only === undefined ? {} : { only }),
    });
    if (only !== undefined) return { changes: [], mistakes: [] };
    return applyStandards(tx, configuration.standards, configuration.standardsUncertain, decree);
  });
  return { sources: plan, standards: applied.changes, mistakes: [...mistakes, ...applied.mistakes] };
}

/** Whether a file is the definition of a source, by its place. */
function concerns(path: string, source: SourceId): boolean {
  const [region = '', department = '', name = ''] = source.split('.');
  return path.replaceAll('\\', '/').endsWith(`${region}/${department}/sources/${name}.yaml`);
}

async function putTopics({ kafka, topic }: Settings, sources: readonly SourceId[]): Promise<void> {
  const wanted = provisionPlan(new TopicNames(topic.prefix), [], sources, null);
  await new Provisioner(kafkaSettings(kafka, 'hub-apply', topic.prefix)).apply(wanted);
}
