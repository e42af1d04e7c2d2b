import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { program } from '../../docker/local/places.js';
import { passingPorts } from '../../docker/local/ports.js';
import { openApprovalFront, type Front } from '../faults/support/front.js';
import { eventually } from '../support/eventually.js';
import { HubSet } from '../support/hub-set.js';
import { randomId } from '../support/servers.js';
import type { Answer } from '../support/warm-cli.js';

jest.setTimeout(300_000);

const name = 'source.370800.xzspj.front.url';
const grant = ['--department', '370800.xzspj', '--right', '账号', '--granted-by', '济审函〔2026〕7号'];
const role = `reader_${randomId()}`;
const canaries = {
  password: `canary-${randomId()}`,
  former: `canary-${randomId()}`,
  argument: `canary-${randomId()}`,
  key: randomBytes(32).toString('base64'),
};

let front: Front;
let hub: HubSet;
let logFile: string;
const said: string[] = [];

beforeAll(async () => {
  front = await openApprovalFront();
  await front.query(`create role ${role} login password '${canaries.password}'`);
  await front.query(`grant pg_read_all_data to ${role}`);
  const elsewhere = { ...front.source, url: 'postgres://nobody:none@127.0.0.1:1/none' };
  const settings = { HUB_LOG_LEVEL: 'debug', HUB_VAULT_KEY: canaries.key };
  hub = await HubSet.open({ sources: [elsewhere], settings });
  logFile = join(hub.folder, 'collect.jsonl');
});

afterAll(async () => {
  await hub.close();
  await front.query(`drop owned by ${role}`);
  await front.query(`drop role ${role}`);
  await front.close();
});

/** Runs `hub secrets …` and keeps what it says. */
async function secrets(...args: readonly string[]): Promise<Answer> {
  const answer = await hub.cli('secrets', ...args);
  said.push(answer.output);
  return answer;
}

/** The same with a value on its standard input; looks at what others see of the process meanwhile. */
async function enter(value: string, ...args: readonly string[]): Promise<Answer> {
  const child = spawn(process.execPath, [program('hub'), 'secrets', ...args], {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: hub.databaseUrl,
      HUB_CONFIG_DIR: join(hub.folder, 'config'),
      HUB_SECRETS_FILE: join(hub.folder, 'secrets.json'),
      HUB_VAULT_KEY: canaries.key,
    },
    stdio: 'pipe',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  await once(child, 'spawn');
  said.push(readFileSync(`/proc/${child.pid}/cmdline`, 'utf8').replace(canaries.argument, ''));
  child.stdin.on('error', () => undefined);
  child.stdin.end(value);
  await once(child, 'close');
  said.push(output);
  return { code: child.exitCode, output };
}

/** Every row of every table, as text; bytes show in hexadecimal. */
async function everythingStored(): Promise<string> {
  const { rows: tables } = await hub.database.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const texts: string[] = [];
  for (const table of tables) {
    const { rows } = await hub.database.query<{ row: string }>(`select t::text as row from ${table.name} t`);
    texts.push(...rows.map(({ row }) => row));
  }
  return texts.join('\n');
}

function address(password: string): string {
  const url = new URL(front.source.url);
  url.username = role;
  url.password = password;
  return url.href;
}

test('a value is entered from standard input, read with by a running hub, and found nowhere else', async () => {
  const owed = await secrets('list');
  expect(owed).toEqual({ code: 0, output: expect.stringContaining('只在密钥文件中') });

  const onTheLine = await enter(
    '',
    'put',
    name,
    ...grant,
    '--until',
    '2099-12-31',
    '--value',
    canaries.argument,
  );
  expect(onTheLine).toMatchObject({ code: 2, output: expect.stringContaining('只能从标准输入给出') });
  const joined = await secrets('rotate', name, '--why', '试', `--value=${canaries.argument}`);
  expect(joined.code).toBe(2);
  const trailing = await secrets('put', name, canaries.argument, ...grant, '--until', '长期');
  expect(trailing.code).toBe(2);

  const put = await enter(address(canaries.former), 'put', name, ...grant, '--until', '2099-12-31');
  expect(put).toEqual({ code: 0, output: expect.stringContaining('第 1 版') });
  const rotated = await enter(`${address(canaries.password)}\n`, 'rotate', name, '--why', '部门改密');
  expect(rotated).toEqual({ code: 0, output: expect.stringContaining('第 2 版') });

  const port = await passingPorts().take('any', 0);
  const environment = { HUB_LOG_FILE: logFile, HUB_HTTP_PORT: String(port) };
  const collect = await hub.start('collect', environment);
  await eventually(async () => {
    const { rows } = await hub.database.query('select from intake.checkpoint where drained_at is not null');
    expect(rows.length).toBeGreaterThan(0);
  });
  for (const page of ['metrics', 'health/ready', 'health/live'])
    said.push(await (await fetch(`http://127.0.0.1:${port}/${page}`)).text());
  await collect.stop();
  said.push(collect.output(), await readFile(logFile, 'utf8'));

  await secrets('list');
  await secrets('list', '--json');
  await secrets('versions', name);
  const status = await hub.cli('status', '--json');
  const text = [...said, status.output, await everythingStored()].join('\n');
  expect(text).toContain('济审函〔2026〕7号');
  for (const canary of Object.values(canaries)) {
    const bytes = Buffer.from(canary);
    const forms = [canary, encodeURIComponent(canary), bytes.toString('hex'), bytes.toString('base64')];
    for (const form of forms) expect(text.includes(form)).toBe(false);
  }
});

test('list tells what a department granted until when, and what is still owed', async () => {
  const listed = await secrets('list');
  expect(listed).toMatchObject({ code: 0, output: expect.stringContaining('370800.xzspj') });
  expect(listed.output).toMatch(/账号 +济审函〔2026〕7号 +2099-12-31/);
  const removed = await secrets('remove', name, '--why', '系统下线');
  expect(removed.code).toBe(0);
  expect((await secrets('list')).output).toContain('只在密钥文件中');
});

test('a wrong key and a tampered row end the command in one sentence and code', async () => {
  const put = await enter('value', 'put', 'odd.one', ...grant, '--until', '长期');
  expect(put).toEqual({ code: 0, output: expect.stringContaining('第 1 版') });
  await hub.database.query(
    `update vault.secret_version set ciphertext = overlay(ciphertext placing '\\x00'::bytea from 30)
      where name = 'odd.one'`,
  );
  const restored = await secrets('restore', 'odd.one', '1', '--why', '试');
  expect(restored).toMatchObject({ code: 1, output: expect.stringContaining('HUB_SECRET_TAMPERED') });
  const key = canaries.key;
  canaries.key = randomBytes(32).toString('base64');
  const locked = await enter('', 'restore', 'odd.one', '1', '--why', '试');
  canaries.key = key;
  expect(locked).toMatchObject({ code: 3, output: expect.stringContaining('HUB_VAULT_KEY_WRONG') });
  expect(locked.output.trim().split('\n')).toHaveLength(1);
});
