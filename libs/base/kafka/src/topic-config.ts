import { ConfigResourceTypes, IncrementalAlterConfigOperationTypes, type Admin } from '@platformatic/kafka';

interface ConfiguredTopic {
  readonly name: string;
  readonly config: Readonly<Record<string, string>>;
}

/** Sets the planned settings that differ, leaves every other setting alone, and names the topics it touched. */
export async function putTopicConfig(
  admin: Admin,
  topics: readonly ConfiguredTopic[],
): Promise<readonly string[]> {
  if (topics.length === 0) return [];
  const described = await admin.describeConfigs({
    resources: topics.map(({ name }) => ({ resourceType: ConfigResourceTypes.TOPIC, resourceName: name })),
  });
  const present = new Map(
    described.map(({ resourceName, configs }) => [
      resourceName,
      new Map(configs.map(({ name, value }) => [name, value])),
    ]),
  );
  const changes = topics
    .map(({ name, config }) => ({
      name,
      entries: Object.entries(config).filter(([key, value]) => present.get(name)?.get(key) !== value),
    }))
    .filter(({ entries }) => entries.length > 0);
  if (changes.length === 0) return [];
  await admin.incrementalAlterConfigs({
    resources: changes.map(({ name, entries }) => ({
      resourceType: ConfigResourceTypes.TOPIC,
      resourceName: name,
      configs: entries.map(([key, value]) => ({
        name: key,
        value,
        configOperation: IncrementalAlterConfigOperationTypes.SET,
      })),
    })),
  });
  return changes.map(({ name }) => name);
}
