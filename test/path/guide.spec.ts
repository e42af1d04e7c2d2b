import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { projectRoot } from '#base/settings';
import { cookCases, openApprovalFront, type Front } from '../faults/support/front.js';
import { eventually } from '../support/eventually.js';
import { HubSet } from '../support/hub-set.js';
import { randomId } from '../support/servers.js';
import type { Answer } from '../support/warm-cli.js';
import { readGuide, wordsOf, type Command } from './support/guide.js';

jest.setTimeout(300_000);

const account = `reader_${randomId()}`;
const caseNumber = '080801269000001';
const guide = readGuide(await readFile(join(projectRoot(), 'docs/connect-your-first-system.md'), 'utf8'));
let front: Front;
let hub: HubSet;

beforeAll(async () => {
  front = await openApprovalFront();
  await front.query(`create role ${account} login password '${account}'`);
  await front.query(`grant select on all tables in schema public to ${account}`);
  await writeCases();
  hub = await HubSet.open({
    sources: [],
    settings: { HUB_VAULT_KEY: Buffer.alloc(32, 7).toString('base64'), HUB_COLLECT_CLAIM_MS: '300' },
  });
  await Promise.all([hub.start('collect'), hub.start('normalise'), hub.start('relay')]);
});

afterAll(async () => {
  await hub.close();
  await front.query(`drop owned by ${account}`);
  await front.query(`drop role ${account}`);
  await front.close();
});

/** Two granted cases; the first has the number that the guide names. */
async function writeCases(): Promise<void> {
  const { approval } = cookCases('guide', 60);
  const granted = approval.cases.filter(({ story }) => story === 'granted').slice(0, 2);
  const numbers = new Set(granted.map((one) => one.caseNumber));
  const streams = new Set(['application', 'acceptance', 'result']);
  const rows = approval.rows.filter(
    ({ stream, cells }) => streams.has(stream) && numbers.has(String(cells['PROJID'])),
  );
  const named = (value: unknown): unknown => (value === granted[0]?.caseNumber ? caseNumber : value);
  await front.database.insert(
    rows.map(({ stream, cells }) => ({
      stream,
      cells: Object.fromEntries(
        Object.entries(cells).map(([name, value]) => [name, named(value)]),
      ) as typeof cells,
    })),
  );
}

async function run({ line }: Command): Promise<Answer> {
  const url = new URL(front.source.url);
  [url.username, url.password] = [account, account];
  const [, piped, command = ''] = /^(printf %s "\$URL" \| )?hub (.+)$/.exec(line) ?? [];
  const words = wordsOf(command);
  return piped === undefined ? hub.cli(...words) : hub.enter(url.href, ...words);
}

test('every file and every command of the guide does what the guide shows, in its order', async () => {
  for (const [path, text] of guide.files) {
    const file = join(hub.folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  expect(guide.commands.length).toBeGreaterThan(6);
  for (const command of guide.commands) {
    const shown = async (): Promise<void> => {
      const answer = await run(command);
      expect(answer.output).toEqual(command.shown);
    };
    // What is written is read within seconds; everything else is said at once.
    if (/^hub (status|case)/.test(command.line)) await eventually(shown);
    else await shown();
  }
});
