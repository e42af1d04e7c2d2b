import type { Department, SourceId } from '#base/contracts';
import {
  departmentAccount,
  departmentGrants,
  hubAccount,
  hubGrants,
  partitionCounts,
  topicConfigs,
  type ProvisionPlan,
  type TopicNames,
} from '#base/kafka';

const processes = ['collect', 'receive', 'normalise', 'relay', 'watch'] as const;

/** Everything the cluster must have: a raw topic a source, a pair of topics a department, an account for each process and department. */
export function provisionPlan(
  topics: TopicNames,
  departments: readonly Department[],
  sources: readonly SourceId[],
  secret: ((name: string) => string) | null,
): ProvisionPlan {
  const raw = sources.map((source) => ({
    name: topics.raw(source),
    partitions: partitionCounts.raw,
    config: topicConfigs.raw,
  }));
  const exchange = departments.flatMap((department) =>
    [topics.feedback(department), topics.reply(department)].map((name) => ({
      name,
      partitions: department.partitions,
      config: topicConfigs.exchange,
    })),
  );
  const plan = { topics: [...raw, ...exchange], accounts: [], grants: [] };
  if (secret === null) return plan;
  const usernames = [...processes.map(hubAccount), ...departments.map(departmentAccount)];
  return {
    ...plan,
    accounts: usernames.map((username) => ({ username, password: secret(`kafka.${username}`) })),
    grants: [
      ...hubGrants(topics),
      ...departments.flatMap((department) => departmentGrants(topics, department)),
    ],
  };
}
