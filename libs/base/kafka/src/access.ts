import type { DepartmentRef } from '#base/contracts';
import { departmentAccount, hubAccount, type TopicNames } from './topics.js';

/** What an account may do with everything of one name, or of every name that starts so. */
export interface Grant {
  readonly account: string;
  readonly resource: 'topic' | 'group';
  readonly name: string;
  readonly pattern: 'literal' | 'prefixed';
  readonly operation: 'read' | 'write' | 'describe' | 'describeConfigs';
}

type Rule = Omit<Grant, 'account' | 'operation'> & { readonly operations: readonly Grant['operation'][] };

/**
 * A department reads its feedback topic under its own group names and writes its reply topic: nothing else. Writing
 * includes idempotent writing on every broker since Kafka 2.8, so no right on the cluster is needed.
 */
export function departmentGrants(topics: TopicNames, ref: DepartmentRef): readonly Grant[] {
  return grants(departmentAccount(ref), [
    topic(topics.feedback(ref), 'literal', ['read', 'describe']),
    topic(topics.reply(ref), 'literal', ['write', 'describe']),
    group(topics.departmentGroupPrefix(ref), ['read']),
  ]);
}

/** The least each process of the hub needs; who writes a topic may ask how large a message it takes; watch describes what lag needs, writes what departments answer over HTTP, and reads no message. */
export function hubGrants(topics: TopicNames): readonly Grant[] {
  const { prefix } = topics;
  const named = (name: string): string => `${prefix}${name}`;
  return [
    ...grants(hubAccount('collect'), [
      topic(named('hub.raw.'), 'prefixed', ['write', 'describe', 'describeConfigs']),
    ]),
    ...grants(hubAccount('receive'), [
      topic(named('hub.raw.'), 'prefixed', ['write', 'describe', 'describeConfigs']),
    ]),
    ...grants(hubAccount('normalise'), [
      topic(named('hub.raw.'), 'prefixed', ['read', 'describe']),
      group(topics.hubGroup('normalise'), ['read']),
    ]),
    ...grants(hubAccount('relay'), [
      topic(named('feedback.'), 'prefixed', ['write', 'describe', 'describeConfigs']),
      topic(named('reply.'), 'prefixed', ['read', 'describe']),
      group(topics.hubGroup('relay'), ['read']),
    ]),
    ...grants(hubAccount('watch'), [
      topic(named('hub.raw.'), 'prefixed', ['describe']),
      topic(named('feedback.'), 'prefixed', ['describe']),
      topic(named('reply.'), 'prefixed', ['write', 'describe', 'describeConfigs']),
      group(named('hub-'), ['describe']),
      group(named('dept-'), ['describe']),
    ]),
  ];
}

function topic(name: string, pattern: Grant['pattern'], operations: Rule['operations']): Rule {
  return { resource: 'topic', name, pattern, operations };
}

function group(name: string, operations: Rule['operations']): Rule {
  return { resource: 'group', name, pattern: 'prefixed', operations };
}

function grants(account: string, rules: readonly Rule[]): readonly Grant[] {
  return rules.flatMap(({ operations, ...rule }) =>
    operations.map((operation) => ({ account, ...rule, operation })),
  );
}
