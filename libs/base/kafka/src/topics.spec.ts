import { expect, test } from '@jest/globals';
import { brandAs, type DepartmentRef, type SourceId } from '#base/contracts';
import { departmentAccount, TopicNames } from './topics.js';

const housing: DepartmentRef = { region: brandAs('370800'), department: brandAs('zjj') };

test('every topic name reads back to what it carries', () => {
  for (const prefix of ['', 'trial.']) {
    const topics = new TopicNames(prefix);
    const source = brandAs<SourceId>('370800.zjj.front');
    expect(topics.parse(topics.raw(source))).toEqual({ family: 'raw', source });
    expect(topics.parse(topics.feedback(housing))).toEqual({ family: 'feedback', department: housing });
    expect(topics.parse(topics.reply(housing))).toEqual({ family: 'reply', department: housing });
  }
});

test('topics of another environment and of strangers mean nothing here', () => {
  const trial = new TopicNames('trial.');
  expect(trial.parse('hub.raw.370800.zjj.front')).toBeNull();
  expect(new TopicNames().parse('trial.hub.raw.370800.zjj.front')).toBeNull();
  expect(new TopicNames().parse('feedback.3708.zjj.v1')).toBeNull();
});

test('accounts and groups of a department carry its name', () => {
  expect(departmentAccount(housing)).toBe('dept-370800-zjj');
  expect(new TopicNames('trial.').departmentGroupPrefix(housing)).toBe('trial.dept-370800-zjj.');
});
