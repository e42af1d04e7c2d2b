import { pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { alterUserScramCredentialsV0, describeUserScramCredentialsV0 } from '@platformatic/kafka';
import { HubError } from '#base/contracts';
import { pauseFor } from './backoff.js';
import { brokerFault, errorMarks } from './broker-faults.js';
import { openConnection } from './clients.js';
import { withAccount, type KafkaSettings } from './kafka-settings.js';

/** A Kafka account and its password. */
export interface Account {
  readonly username: string;
  readonly password: string;
}

const scramSha512 = 2;
const iterations = 8192;
const unknownUser = 'RESOURCE_NOT_FOUND';
const derive = promisify(pbkdf2);

/** Whether the account can sign in with this password, anywhere in the cluster's first reachable broker. */
export async function canSignIn(settings: KafkaSettings, account: Account): Promise<boolean> {
  try {
    const connection = await openConnection(withAccount(settings, account.username, account.password));
    await connection.close();
    return true;
  } catch (thrown) {
    if (errorMarks(thrown).includes('PLT_KFK_AUTHENTICATION')) return false;
    throw brokerFault(thrown, 'HUB_BROKER_UNREACHABLE', '无法连接 Kafka 校验账号，请检查地址与网络');
  }
}

/** The users among these that already have a SCRAM-SHA-512 credential. */
export async function existingUsers(
  settings: KafkaSettings,
  names: readonly string[],
): Promise<ReadonlySet<string>> {
  const connection = await openConnection(settings);
  try {
    const users = names.map((name) => ({ name }));
    const { results } = await describeUserScramCredentialsV0.api.async(connection, users);
    return new Set(results.filter((result) => result.errorCode === 0).map((result) => result.user));
  } catch (thrown) {
    if (errorMarks(thrown).includes(unknownUser)) return describedUsers(thrown);
    throw refused(thrown);
  } finally {
    await connection.close();
  }
}

/** Creates the credentials or replaces them, then waits until the broker lets each account in. */
export async function putUsers(
  settings: KafkaSettings,
  accounts: readonly Account[],
  signal: AbortSignal,
): Promise<void> {
  if (accounts.length === 0) return;
  const credentials = await Promise.all(accounts.map(credentialOf));
  const connection = await openConnection(settings);
  try {
    await alterUserScramCredentialsV0.api.async(connection, [], credentials);
  } catch (thrown) {
    throw refused(thrown);
  } finally {
    await connection.close();
  }
  for (const account of accounts) await untilSignedIn(settings, account, signal);
}

async function credentialOf({ username, password }: Account) {
  const salt = randomBytes(24);
  const saltedPassword = await derive(password, salt, iterations, 64, 'sha512');
  return { name: username, mechanism: scramSha512, iterations, salt, saltedPassword };
}

/** Brokers learn of a credential a moment after the controller has it. */
async function untilSignedIn(settings: KafkaSettings, account: Account, signal: AbortSignal): Promise<void> {
  for (let attempt = 0; attempt < 50 && !signal.aborted; attempt++) {
    if (await canSignIn(settings, account)) return;
    await pauseFor(100, signal);
  }
  throw new HubError('HUB_BROKER_UNREACHABLE', 'Kafka 账号已写入但迟迟不能登录，请检查集群控制器', {
    account: account.username,
  });
}

/** The client throws when any user is unknown, and carries the whole answer in the error. */
function describedUsers(thrown: unknown): ReadonlySet<string> {
  const response: unknown = thrown instanceof Error ? Reflect.get(thrown, 'response') : null;
  const results: unknown = response instanceof Object ? Reflect.get(response, 'results') : null;
  const known = new Set<string>();
  for (const result of Array.isArray(results) ? results : []) {
    const user: unknown = Reflect.get(result, 'user');
    if (typeof user === 'string' && Reflect.get(result, 'errorCode') === 0) known.add(user);
  }
  return known;
}

function refused(thrown: unknown): HubError {
  return brokerFault(thrown, 'HUB_PROVISION_REFUSED', 'Kafka 拒绝维护账号，请检查管理账号的权限');
}
