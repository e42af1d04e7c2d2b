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

const typos: readonly (readonly [string, string, readonly string[]])[] = [
  ['a verb', '没有这个命令：statsu。您是不是想用 status？', ['statsu']],
  ['a verb of a group', '没有这个命令：shwo。您是不是想用 show？', ['parked', 'shwo', '12']],
  ['a verb of a verb', '没有这个命令：rest。您是不是想用 reset？', ['parked', 'fuse', 'rest', 'a', 'b']],
  ['an option', '没有这个选项：--jsno。您是不是想用 --json？', ['status', '--jsno']],
  ['an option of the verb a group stands for', '您是不是想用 --limit？', ['parked', '--limti', '5']],
];

test.each(typos)('a mistyped %s is answered with what was meant', async (_what, sentence, argv) => {
  const { err, code } = await run(...argv);
  expect(err).toContain(sentence);
  expect(code).toBe(2);
});

const failing: readonly (readonly [string, number, readonly string[]])[] = [
  ['HUB_USAGE_INVALID', 2, ['statsu']],
  ['HUB_USAGE_INVALID', 2, ['parked', 'list', '--limit', 'x']],
  ['HUB_USAGE_INVALID', 2, ['case']],
  ['HUB_USAGE_INVALID', 2, ['policy', 'import', '/nowhere/a.yaml']],
  ['HUB_DATABASE_UNREACHABLE', 3, ['status']],
  ['HUB_DATABASE_UNREACHABLE', 3, ['case', '1']],
];

test.each(failing)(
  'with --json a failure is one object on the error output: %s, exit code %d',
  async (wanted, exit, argv) => {
    for (const words of [
      [...argv, '--json'],
      ['--json', ...argv],
    ]) {
      const { out, err, code } = await run(...words);
      expect(out).toBe('');
      const { error, ...rest } = JSON.parse(err) as { readonly error: Readonly<Record<string, unknown>> };
      expect(rest).toEqual({});
      expect(Object.keys(error)).toEqual(['code', 'sentence', 'facts']);
      expect(error).toMatchObject({ code: wanted, sentence: expect.stringMatching(/\p{Script=Han}/u) });
      expect(code).toBe(exit);
    }
  },
);

test('without --json the same failure is one sentence, and an escape sequence typed in is only shown', async () => {
  const { err } = await run('stat\u001b[2Jus');
  expect(err).toMatch(/^没有这个命令：stat␛\[2Jus/);
  expect(err.trimEnd()).not.toContain('\n');
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
    'mapping',
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
