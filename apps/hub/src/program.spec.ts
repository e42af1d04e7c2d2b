import { afterEach, expect, test } from '@jest/globals';
import { runProgram } from './program.js';

afterEach(() => {
  process.exitCode = undefined;
});

async function run(
  ...argv: string[]
): Promise<{ readonly out: string; readonly err: string; readonly code: unknown }> {
  let out = '';
  let err = '';
  await runProgram(
    argv,
    { DATABASE_URL: 'postgres://127.0.0.1:1/none' },
    (text) => (out += text),
    (text) => (err += text),
  );
  const code = process.exitCode;
  process.exitCode = undefined;
  return { out, err, code };
}

const mistakes: readonly (readonly [string, readonly string[]])[] = [
  ['没有这个命令：nonsense', ['nonsense']],
  ['没有这个选项：--nonsense', ['status', '--nonsense']],
  ['缺少参数：办件编号', ['case']],
  ['参数不正确：条数应为正整数。', ['parked', 'list', '--limit', 'x']],
  ['参数不正确：编号应为数字，而不是“x”。', ['parked', 'show', 'x']],
  ['缺少必需的选项', ['parked', 'discard', '1']],
  ['缺少必需的选项', ['sources', 'pause', '370800.zjj.front']],
  ['缺少必需的选项', ['apply']],
  ['参数不正确：退回旧版本须指明来源。', ['apply', '--to', '1', '--why', 'x']],
  [
    '参数不正确：部门应写作',
    [
      'secrets',
      'put',
      'a.b.c',
      '--department',
      'zjj',
      '--right',
      '账号',
      '--granted-by',
      'x',
      '--until',
      '长期',
    ],
  ],
  ['参数不正确：有效期应如', ['secrets', 'renew', 'a.b.c', '--until', '明年', '--why', 'x']],
  ['参数不正确：请给出密钥名称', ['secrets', 'rotate', '--why', 'x']],
  ['参数不正确：角色应为', ['users', 'add', 'wang', '--title', '王', '--role', 'boss']],
  [
    '参数不正确：没有权限 everything',
    ['tokens', 'issue', '--title', 'x', '--role', '审计', '--rights', 'everything'],
  ],
  ['参数不正确：密钥的值只能从标准输入给出', ['secrets', 'rotate', 'a.b.c', '--value', 'x']],
];

test.each(mistakes)('a usage mistake is told in Chinese and ends in code 2: %s', async (sentence, argv) => {
  const { err, code } = await run(...argv);
  expect(err).toContain(sentence);
  expect(code).toBe(2);
});

test('every verb teaches itself', async () => {
  const { out } = await run('--help');
  for (const verb of [
    'status',
    'case',
    'explain',
    'sources',
    'check',
    'plan',
    'apply',
    'preview',
    'backfill',
    'parked',
    'departments',
    'policy',
    'secrets',
    'users',
    'tokens',
    'setup',
    'docs',
  ]) {
    expect(out).toContain(verb);
    expect((await run(verb, '--help')).out).toContain('用法');
  }
});
