import {
  AclOperations,
  AclPermissionTypes,
  ResourcePatternTypes,
  ResourceTypes,
  type Acl,
  type Admin,
} from '@platformatic/kafka';
import type { Grant } from './access.js';
import { brokerFault, errorMarks } from './broker-faults.js';
import { openAdmin } from './clients.js';
import type { KafkaSettings } from './kafka-settings.js';
import type { ProvisionPlan, ProvisionReport, TopicPlan } from './provision-plan.js';
import { canSignIn, existingUsers, putUsers, type Account } from './scram-users.js';
import { putTopicConfig } from './topic-config.js';

const operations = {
  read: AclOperations.READ,
  write: AclOperations.WRITE,
  describe: AclOperations.DESCRIBE,
  describeConfigs: AclOperations.DESCRIBE_CONFIGS,
} as const;

/** Brings the cluster to the plan: creates what is missing and says what it was. */
export async function applyPlan(
  settings: KafkaSettings,
  plan: ProvisionPlan,
  signal: AbortSignal,
): Promise<ProvisionReport> {
  const admin = await openAdmin(settings, 5);
  try {
    const topics = await putTopics(admin, plan.topics);
    const accounts = await putAccounts(settings, plan.accounts, signal);
    const grants = await putGrants(admin, plan.grants);
    return { ...topics, ...accounts, ...grants };
  } catch (thrown) {
    throw brokerFault(
      thrown,
      'HUB_PROVISION_REFUSED',
      'Kafka 拒绝创建主题、账号或授权，请检查管理账号的权限',
    );
  } finally {
    await admin.close();
  }
}

async function putTopics(admin: Admin, plans: readonly TopicPlan[]) {
  const existing = new Set(await admin.listTopics());
  const topicsCreated: string[] = [];
  const kept = plans.filter((plan) => existing.has(plan.name));
  for (const plan of plans.filter((plan) => !existing.has(plan.name))) {
    if (await created(admin, plan)) topicsCreated.push(plan.name);
  }
  return { topicsCreated, topicsReconfigured: await putTopicConfig(admin, kept) };
}

async function putAccounts(settings: KafkaSettings, accounts: readonly Account[], signal: AbortSignal) {
  const existing = await existingUsers(
    settings,
    accounts.map((account) => account.username),
  );
  const missing = accounts.filter((account) => !existing.has(account.username));
  const stale: Account[] = [];
  for (const account of accounts.filter((account) => existing.has(account.username))) {
    if (!(await canSignIn(settings, account))) stale.push(account);
  }
  await putUsers(settings, [...missing, ...stale], signal);
  return { accountsCreated: missing.map(nameOf), passwordsChanged: stale.map(nameOf) };
}

async function putGrants(admin: Admin, grants: readonly Grant[]) {
  const planned = new Map(grants.map((grant) => [aclKey(toAcl(grant)), toAcl(grant)]));
  const principals = new Set([...planned.values()].map((acl) => acl.principal));
  const present = (await allAcls(admin)).filter((acl) => principals.has(acl.principal));
  const keys = new Set(present.map(aclKey));
  const missing = [...planned].filter(([key]) => !keys.has(key));
  if (missing.length > 0) await admin.createAcls({ creations: missing.map(([, acl]) => acl) });
  return {
    grantsAdded: missing.map(([key]) => key),
    unexpected: [...keys].filter((key) => !planned.has(key)),
  };
}

async function allAcls(admin: Admin): Promise<readonly Acl[]> {
  const resources = await admin.describeAcls({
    filter: {
      resourceType: ResourceTypes.ANY,
      resourceName: null,
      resourcePatternType: ResourcePatternTypes.ANY,
      principal: null,
      host: null,
      operation: AclOperations.ANY,
      permissionType: AclPermissionTypes.ANY,
    },
  });
  return resources.flatMap(({ acls, ...target }) => acls.map((acl) => ({ ...target, ...acl })));
}

async function created(admin: Admin, plan: TopicPlan): Promise<boolean> {
  const configs = Object.entries(plan.config).map(([name, value]) => ({ name, value }));
  try {
    await admin.createTopics({ topics: [{ topic: plan.name, partitions: plan.partitions }], configs });
    return true;
  } catch (thrown) {
    if (errorMarks(thrown).includes('TOPIC_ALREADY_EXISTS')) return false;
    throw thrown;
  }
}

function toAcl(grant: Grant): Acl {
  return {
    resourceType: grant.resource === 'topic' ? ResourceTypes.TOPIC : ResourceTypes.GROUP,
    resourceName: grant.name,
    resourcePatternType:
      grant.pattern === 'literal' ? ResourcePatternTypes.LITERAL : ResourcePatternTypes.PREFIXED,
    principal: `User:${grant.account}`,
    host: '*',
    operation: operations[grant.operation],
    permissionType: AclPermissionTypes.ALLOW,
  };
}

/** `User:hub-relay ALLOW READ PREFIXED TOPIC reply. *`: one right in one line, for reports and comparison. */
function aclKey(acl: Acl): string {
  return [
    acl.principal,
    labelOf(AclPermissionTypes, acl.permissionType),
    labelOf(AclOperations, acl.operation),
    labelOf(ResourcePatternTypes, acl.resourcePatternType),
    labelOf(ResourceTypes, acl.resourceType),
    acl.resourceName,
    acl.host,
  ].join(' ');
}

function labelOf(labels: Readonly<Record<string, number>>, value: number): string {
  return Object.entries(labels).find(([, number]) => number === value)?.[0] ?? String(value);
}

function nameOf(account: Account): string {
  return account.username;
}
