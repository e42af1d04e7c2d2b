import { brandAs, type DepartmentRef, type SourceId } from '#base/contracts';

/** Partitions of a topic family; fixed for the life of a major version. */
export const partitionCounts = { raw: 3, feedback: 3, reply: 3 } as const;

/** What a topic carries, read back from its name. */
export type TopicMeaning =
  | { readonly family: 'raw'; readonly source: SourceId }
  | { readonly family: 'feedback' | 'reply'; readonly department: DepartmentRef };

/** A process of the hub that signs in at the brokers. */
export type HubProcess = 'collect' | 'receive' | 'normalise' | 'relay' | 'watch';

const exchangeName = /^(feedback|reply)\.(\d{6})\.([a-z0-9-]+)\.v1$/;

/** Names of topics, groups and accounts of one environment. Every name but an account's starts with the environment's prefix. */
export class TopicNames {
  constructor(readonly prefix: string = '') {}

  /** `hub.raw.<source>`: rows of a source as read, keyed by case number. */
  raw(source: SourceId): string {
    return `${this.prefix}hub.raw.${source}`;
  }

  /** `feedback.<region>.<department>.v1`: what the department reads. */
  feedback(ref: DepartmentRef): string {
    return `${this.prefix}feedback.${ref.region}.${ref.department}.v1`;
  }

  /** `reply.<region>.<department>.v1`: what the department writes. */
  reply(ref: DepartmentRef): string {
    return `${this.prefix}reply.${ref.region}.${ref.department}.v1`;
  }

  /** Every group of a department starts with this. */
  departmentGroupPrefix(ref: DepartmentRef): string {
    return `${this.prefix}${departmentAccount(ref)}.`;
  }

  /** The consumer group of a process of the hub. */
  hubGroup(process: HubProcess): string {
    return `${this.prefix}${hubAccount(process)}`;
  }

  /** The name without the prefix, as handler patterns are written; null for a topic of another environment. */
  bare(topic: string): string | null {
    return topic.startsWith(this.prefix) ? topic.slice(this.prefix.length) : null;
  }

  /** What a topic carries; null for a topic that is not the hub's or belongs to another environment. */
  parse(topic: string): TopicMeaning | null {
    const name = this.bare(topic);
    if (name === null) return null;
    if (name.startsWith('hub.raw.') && name.length > 'hub.raw.'.length) {
      return { family: 'raw', source: brandAs<SourceId>(name.slice('hub.raw.'.length)) };
    }
    const [, family, region, department] = exchangeName.exec(name) ?? [];
    if (region === undefined || department === undefined) return null;
    return {
      family: family === 'feedback' ? 'feedback' : 'reply',
      department: { region: brandAs(region), department: brandAs(department) },
    };
  }
}

/** `dept-<region>-<department>`: the Kafka account of a department. */
export function departmentAccount(ref: DepartmentRef): string {
  return `dept-${ref.region}-${ref.department}`;
}

/** `hub-<process>`: the Kafka account of a process of the hub. */
export function hubAccount(process: HubProcess): string {
  return `hub-${process}`;
}
