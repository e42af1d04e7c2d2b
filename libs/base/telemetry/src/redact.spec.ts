import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { HubError } from '#base/contracts';
import { openTelemetry, type Log } from './index.js';

const secret = 'k8#canary-secret';
const clock = { now: () => new Date('2026-03-02T01:02:03Z') };
let dir = '';
let lines: string[] = [];
let log: Log;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'log-'));
  lines = [];
  log = openTelemetry({
    process: 'collect',
    log: { file: join(dir, 'collect.jsonl'), level: 'info' },
    clock,
    secrets: [secret],
    terminal: (line) => lines.push(line),
  }).log;
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function everything(): string {
  return readFileSync(join(dir, 'collect.jsonl'), 'utf8') + lines.join('\n');
}

const canaries: readonly (readonly [string, string])[] = [
  ['an 18-digit ID number', '370811199001011234'],
  ['an ID number ending in X', '37081119900101123X'],
  ['a 15-digit ID number', '370811900101123'],
  ['a mobile number', '13953711234'],
  ['a mobile number with the country code', '+86 139-5371-1234'],
  ['a landline number', '0537-2345678'],
  ['a mail address', 'canary@example.cn'],
  ['a password with an @ in a URL', 'p@ss/canary'],
  ['a secret of the process', secret],
];

const shown = (value: string): string =>
  value === 'p@ss/canary' ? `postgres://hub:${value}@127.0.0.1:5432/hub` : value;

test.each(canaries)('%s leaves by no door: sentence, fact, fault, cause', (_name, canary) => {
  const text = shown(canary);
  log.info(`联系人${text}已更新`);
  log.warn('字段有误', { note: `值为${text}`, contactPhone: text, password: text });
  log.fault(
    new HubError('HUB_SOURCE_UNREACHABLE', `连接失败：${text}`, { target: text }, new Error(`inner ${text}`)),
  );
  log.fault(new Error(`outer ${text}`, { cause: new Error(`deep ${text}`) }));
  log.fault(`thrown text ${text}`);
  log.with({ note: text }).error('后续');
  expect(everything()).not.toContain(canary);
  expect(lines).toHaveLength(6);
});

test('values that a driver or a parser quotes stay out, names of columns stay in', () => {
  log.fault(Object.assign(new Error('invalid input syntax for type bigint: "张三丰"'), { code: '22P02' }));
  log.fault(
    Object.assign(new Error("Duplicate entry '张三丰-1' for key 'PRIMARY'"), { code: 'ER_DUP_ENTRY' }),
  );
  log.fault(
    Object.assign(new Error('duplicate key'), { code: '23505', detail: 'Key (name)=(张三丰) exists' }),
  );
  log.fault(Object.assign(new Error('column "makatime" does not exist'), { code: '42703' }));
  expect(() => JSON.parse('{"name":张三丰}')).toThrow();
  try {
    JSON.parse('{"name":张三丰}');
  } catch (thrown) {
    log.fault(thrown);
  }
  expect(everything()).not.toContain('张三丰');
  expect(everything()).toContain('makatime');
});

test('a whole record in a text is collapsed', () => {
  log.error('批次失败：{"APPLICANT":"张三丰","ADDRESS":"任城区"} 已隔离', {
    body: '张三丰',
    record: '{"a":"张三丰"}',
  });
  expect(everything()).not.toContain('张三丰');
  expect(lines[0]).toContain('已隔离');
});

test('a case number keeps its form as an id, even when it looks like an ID number', () => {
  log.info('办件已归一', { source: '370800.zjj.front', case: '370811199001011234', offset: 12n });
  expect(lines[0]).toBe(
    '09:02:03 信息 collect 办件已归一（来源 370800.zjj.front，办件 370811199001011234，位点 12）',
  );
  expect(JSON.parse(readFileSync(join(dir, 'collect.jsonl'), 'utf8'))).toEqual({
    level: 'info',
    time: '2026-03-02T01:02:03.000Z',
    process: 'collect',
    source: '370800.zjj.front',
    case: '370811199001011234',
    offset: '12',
    sentence: '办件已归一',
  });
});

test('one event is one line, however many line breaks it carries', () => {
  log.error('第一行\n第二行', { note: 'a\nb' });
  expect(lines[0]?.split('\n')).toHaveLength(1);
  expect(readFileSync(join(dir, 'collect.jsonl'), 'utf8').trim().split('\n')).toHaveLength(1);
});
