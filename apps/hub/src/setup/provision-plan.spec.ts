import { expect, test } from '@jest/globals';
import { brandAs, type Department, type SourceId } from '#base/contracts';
import { TopicNames } from '#base/kafka';
import { provisionPlan } from './provision-plan.js';

const housing: Department = {
  region: brandAs('370800'),
  department: brandAs('zjj'),
  name: '住建',
  uscc: '',
  role: 'supervision',
  partitions: 2,
};
const source = brandAs<SourceId>('370800.zjj.front');

test('a department gets its pair of topics and its account, a source its raw topic', () => {
  const plan = provisionPlan(new TopicNames('t-'), [housing], [source], (name) => `secret of ${name}`);
  expect(plan.topics.map(({ name, partitions }) => [name, partitions])).toEqual([
    ['t-hub.raw.370800.zjj.front', 3],
    ['t-feedback.370800.zjj.v1', 2],
    ['t-reply.370800.zjj.v1', 2],
  ]);
  expect(plan.accounts).toContainEqual({
    username: 'dept-370800-zjj',
    password: 'secret of kafka.dept-370800-zjj',
  });
  const own = plan.grants.filter(({ account }) => account === 'dept-370800-zjj');
  expect(own.map(({ name }) => name).filter((name) => !/370800[.-]zjj/.test(name))).toEqual([]);
});

test('a cluster without sign-in gets topics only', () => {
  expect(provisionPlan(new TopicNames(), [housing], [source], null)).toMatchObject({
    accounts: [],
    grants: [],
  });
});
