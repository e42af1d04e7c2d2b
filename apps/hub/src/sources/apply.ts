import type { SourceId } from '#base/contracts';
import { kafkaSettings, Provisioner, TopicNames } from '#base/kafka';
import type { Settings } from '#base/settings';
import { applySources } from '#libs/intake';
import type { ReportStore } from '#libs/reporting';
import { provisionPlan } from '../setup/provision-plan.js';
import { differences, sourceDocuments, type Difference } from './plan.js';

/** Makes the configuration's sources what runs, and gives the new ones their topics; answers what it changed. */
export async function applyDocuments(
  store: ReportStore,
  settings: Settings,
  decree: { readonly at: Date; readonly by: string; readonly why: string },
  only?: SourceId,
): Promise<readonly Difference[]> {
  const documents = await sourceDocuments(settings);
  const plan = await differences(store, documents, { now: () => decree.at }, only);
  const topicless = plan.flatMap(({ kind, source }) =>
    kind === 'added' || kind === 'returned' ? source : [],
  );
  // First: a topic without its source harms nobody, a source without its topic cannot be enabled.
  if (topicless.length > 0) await putTopics(settings, topicless);
  await store.database.transaction((tx) =>
    applySources(tx, documents, decree, only === undefined ? {} : { only }),
  );
  return plan;
}

async function putTopics({ kafka, topic }: Settings, sources: readonly SourceId[]): Promise<void> {
  const wanted = provisionPlan(new TopicNames(topic.prefix), [], sources, null);
  await new Provisioner(kafkaSettings(kafka, 'hub-apply', topic.prefix)).apply(wanted);
}
