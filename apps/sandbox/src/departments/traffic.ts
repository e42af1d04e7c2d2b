import { setTimeout as pause } from 'node:timers/promises';
import { HubError } from '#base/contracts';
import { kafkaSettings, LagReader, Producer, Provisioner, type Grant, type KafkaSettings } from '#base/kafka';
import type { Secrets } from '#base/secrets';
import type { RecordShelf, ShelfRow } from './record-shelf.js';
import type { DepartmentPlace, OpenSystem, SampleDepartment } from './sample-department.js';
import { firstRecords } from './first-records.js';
import { cityDepartment, tellSupervision } from './supervision-record.js';
import { inspectionTable, penaltyTable } from './supervision-tables.js';

const source = '370800.jtysj.mq';
const place = { source, department: cityDepartment('jtysj'), prefix: 'JT' };
const inspections = inspectionTable(place, '道路运输');
const penalties = penaltyTable(place, '道路运输');
const partitions = 3;
/** Never joined: a group that committed nothing is behind by everything that was sent. */
const uncommitted = 'jtysj-sent';

/** Its topics: inspections as they are, penalties as a change stream of its database. */
const topics = [
  { stream: 'inspection', topic: 'jtysj.inspection.v1', written: (row: ShelfRow): object => row },
  { stream: 'penalty', topic: 'jtysj.penalty.cdc', written: envelopeOf },
] as const;

/** Traffic: publishes on topics of its own, under its own account. */
export const traffic: SampleDepartment = {
  name: 'jtysj',
  title: '交通局主题',
  sources: [source],
  first: (request) => [
    ...firstRecords(`${source}/inspection`, request, (plan) => tellSupervision(inspections, plan)),
    ...firstRecords(`${source}/penalty`, request, (plan) => tellSupervision(penalties, plan)),
  ],
  next: (plan) => tellSupervision(plan.dice.chance(60) ? inspections : penalties, plan),
  open: openTopics,
};

/** Makes the topics, the department's account and the hub's, with an administrator's address, and publishes what is on the shelf. */
export async function prepareTraffic(adminUrl: string, secrets: Secrets, shelf: RecordShelf): Promise<void> {
  const owner = accountOf(secrets.secret(`sandbox.${source}.url`));
  const reader = accountOf(secrets.secret(`source.${source}.url`));
  const known = owner.username !== '';
  await new Provisioner(settingsOf(adminUrl)).apply({
    topics: topics.map(({ topic }) => ({ name: topic, partitions, config: { 'retention.ms': '-1' } })),
    accounts: known ? [owner, reader] : [],
    grants: known ? grantsOf(owner.username, reader.username) : [],
  });
  const publishing = openPublishing(secrets, shelf);
  try {
    await onceTakenUp(() => publishing.catchUp());
  } finally {
    await publishing.close();
  }
}

/* A broker takes up new accounts and rights a moment after it has confirmed them. */
async function onceTakenUp(work: () => Promise<void>, patience = 60): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    if (patience === 0 || !(thrown instanceof HubError && thrown.remedy === 'retry')) throw thrown;
    await pause(500);
    await onceTakenUp(work, patience - 1);
  }
}

async function openTopics({ secrets, shelf }: DepartmentPlace): Promise<OpenSystem> {
  const publishing = openPublishing(secrets, shelf);
  await publishing.catchUp();
  return { written: () => publishing.catchUp(), close: () => publishing.close() };
}

interface Publishing {
  /** Publishes what the shelf has and the topics have not. */
  catchUp(): Promise<void>;
  close(): Promise<void>;
}

function openPublishing(secrets: Secrets, shelf: RecordShelf): Publishing {
  const settings = settingsOf(secrets.secret(`sandbox.${source}.url`));
  const producer = new Producer(settings);
  const reader = new LagReader(settings);
  return {
    async catchUp() {
      const sent = await reader.read(topics.map(({ topic }) => ({ group: uncommitted, topic })));
      for (const [place, { stream, topic, written }] of topics.entries()) {
        const rows = await shelf.after(source, stream, sent[place]?.messages ?? 0);
        const messages = rows.map((row) => ({
          topic,
          key: row['record_unique_identity'] ?? '',
          value: JSON.stringify(written(row)),
          headers: {},
        }));
        await producer.publish(messages);
      }
    },
    async close() {
      await producer.close();
      await reader.close();
    },
  };
}

/** What a change stream says of a row: inserted, updated or deleted. */
function envelopeOf(row: ShelfRow): object {
  const { cd_operation: operation } = row;
  const origin = { connector: 'mysql', db: 'jtysj', table: 't_jgxw_punish_action' };
  if (operation === 'D') return { op: 'd', before: row, after: null, source: origin };
  return { op: operation === 'U' ? 'u' : 'c', before: null, after: row, source: origin };
}

function grantsOf(owner: string, reader: string): readonly Grant[] {
  const rights = { [owner]: ['write', 'describe'], [reader]: ['read', 'describe'] } as const;
  const onTopics = Object.entries(rights).flatMap(([account, operations]) =>
    topics.flatMap(({ topic }) =>
      operations.map((operation): Grant => ({
        account,
        resource: 'topic',
        name: topic,
        pattern: 'literal',
        operation,
      })),
    ),
  );
  const group = { account: owner, resource: 'group', name: uncommitted, pattern: 'literal' } as const;
  return [...onTopics, { ...group, operation: 'describe' }];
}

function accountOf(address: string): { readonly username: string; readonly password: string } {
  const { username, password } = new URL(address);
  return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
}

function settingsOf(address: string): KafkaSettings {
  const { host } = new URL(address);
  const section = { brokers: [host], saslMechanism: 'scram-sha-512', tls: false, caFile: '' } as const;
  return kafkaSettings({ ...section, ...accountOf(address) }, 'sandbox-jtysj');
}
