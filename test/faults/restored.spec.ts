import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { brandAs } from '#base/contracts';
import { Provisioner, topicConfigs, TopicNames } from '#base/kafka';
import { eventually } from '../support/eventually.js';
import { deleteTopic, topicExists } from '../support/foreign-kafka.js';
import { HubSet, type HubProcess } from '../support/hub-set.js';
import { cookCases, insertions, openApprovalFront, type Front } from './support/front.js';
import { compareWithSource, noDifference, settle } from './support/truth.js';

jest.setTimeout(300_000);

const { approval } = cookCases('restored', 120);
const wave = (number: number) => insertions(approval.rows.filter((row) => row.wave === number));
let front: Front;
let hub: HubSet;
let topic: string;
const processes: HubProcess[] = [];

beforeAll(async () => {
  front = await openApprovalFront();
  hub = await HubSet.open({ sources: [front.source] });
  topic = new TopicNames(hub.prefix).raw(brandAs(front.source.id));
  await front.database.insert(wave(1));
  for (const app of ['collect', 'normalise', 'relay'] as const) processes.push(await hub.start(app));
  await settle(hub, [front]);
});

afterAll(async () => {
  await hub.close();
  await front.close();
});

/** What an administrator does who deletes a topic and makes it again, or a cluster that is replaced. */
async function makeAnew(): Promise<void> {
  const settings = hub.settingsOf();
  await deleteTopic(settings, topic);
  const plan = {
    topics: [{ name: topic, partitions: 3, config: topicConfigs.raw }],
    accounts: [],
    grants: [],
  };
  await eventually(async () => {
    await new Provisioner(settings).apply(plan);
    expect(await topicExists(settings, topic)).toBe(true);
  }, 60_000);
}

test('a raw topic deleted and made anew: every row inserted after it is unified, and the change is told until a person settles it', async () => {
  await makeAnew();
  await front.database.insert(wave(2));
  await eventually(async () => expect(await compareWithSource(hub, front)).toEqual(noDifference), 200_000);
  const listed = await hub.cli('positions', 'list', '--json');
  const changes = JSON.parse(listed.output) as readonly { readonly kind: string; readonly topic: string }[];
  expect(changes.length).toBeGreaterThan(0);
  for (const change of changes) expect(change).toMatchObject({ kind: 'recreated', topic });
  expect((await hub.cli('positions')).output).toContain('新主题从头处理，不当作重复');
  await hub.cli('positions', 'accept', topic, '--why', '主题由运维重建');
  expect(JSON.parse((await hub.cli('positions', 'list', '--json')).output)).toEqual([]);
  for (const one of processes) expect(one.running()).toBe(true);
});
