import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { passingPorts } from '../../docker/local/ports.js';
import type { FrontRow } from '../../apps/sandbox/src/generator/index.js';
import { eventually } from '../support/eventually.js';
import { HubSet, type HubApp, type HubProcess } from '../support/hub-set.js';
import { canaries, publishGarbage } from './support/canaries.js';
import { cookCases, insertions, openApprovalFront, openHousingFront, type Front } from './support/front.js';

jest.setTimeout(300_000);

const apps = ['collect', 'normalise', 'relay', 'watch'] as const satisfies readonly HubApp[];

const { housing } = cookCases('leak', 300);
const chosen = new Set(
  housing.cases
    .filter(({ story }) => story === 'granted')
    .map((one) => one.caseNumber)
    .slice(0, 12),
);

let housingFront: Front;
let approvalFront: Front;
let hub: HubSet;
let logs: string;
const processes: HubProcess[] = [];
const ports = new Map<HubApp, number>();
const said: string[] = [];

/** A third of the cases is unified, a third parked by the mapping, a third refused by the database, which quotes the row. */
function withCanaries(row: FrontRow): FrontRow {
  const number = String(row.cells['PROJID']);
  if (row.stream !== 'application' || !chosen.has(number)) return row;
  const kind = [...chosen].indexOf(number) % 3;
  const cells = {
    ...row.cells,
    APPLYNAME: canaries.firm,
    CONTACTMAN: canaries.person,
    CONTACTMAN_CARDTYPE: '111',
    CONTACTMAN_CARDNUMBER: canaries.idNumber,
    TELPHONE: canaries.mobile,
    ADDRESS: kind === 2 ? `拒存${canaries.address}` : canaries.address,
    ...(kind === 1 ? { RECEIVETIME: `${canaries.idNumber} ${canaries.mobile}` } : {}),
  };
  return { ...row, cells };
}

beforeAll(async () => {
  housingFront = await openHousingFront();
  approvalFront = await openApprovalFront();
  logs = await mkdtemp(join(tmpdir(), 'hub-logs-'));
  const denied = new URL(approvalFront.source.url);
  denied.password = canaries.deniedPassword;
  hub = await HubSet.open({
    sources: [
      { ...housingFront.source, url: await readersUrl() },
      { ...approvalFront.source, url: denied.href },
    ],
    settings: { HUB_LOG_LEVEL: 'debug' },
  });
  await hub.database.query(
    "alter table unified.application add constraint refuses check (address not like '拒存%')",
  );
  await housingFront.database.insert(insertions(housing.rows.map(withCanaries)));
  await startAll();
  await publishGarbage(hub, housingFront);
  await eventually(async () => {
    const { rows } = await hub.database.query(
      `select (select count(*)::int from ops.parked where code = 'HUB_RECORD_REFUSED') as refused,
              (select count(*)::int from ops.parked where cause = 'receipt') as replies,
              (select count(*)::int from ops.parked where cause = 'parse') > 0 as garbage,
              (select count(*)::int from intake.source where fault_code = 'HUB_SOURCE_DENIED') as denied`,
    );
    expect(rows).toEqual([{ refused: 4, replies: 2, garbage: true, denied: 1 }]);
  }, 200_000);
  await breakDatabase();
  await askEverything();
  await startLockedOut();
});

afterAll(async () => {
  await hub.close();
  await Promise.all([housingFront.close(), approvalFront.close()]);
  await rm(logs, { recursive: true, force: true });
});

/** The hub's own account at the department: read only, with a password that must be seen nowhere. */
async function readersUrl(): Promise<string> {
  const url = new URL(housingFront.source.url);
  const name = `reader_${url.pathname.slice(-8)}`;
  await housingFront.query(`create user '${name}'@'%' identified by '${canaries.sourcePassword}'`);
  await housingFront.query(`grant select on ${url.pathname.slice(1)}.* to '${name}'@'%'`);
  url.username = name;
  url.password = canaries.sourcePassword;
  return url.href;
}

async function startAll(): Promise<void> {
  const free = passingPorts();
  for (const app of apps) {
    const port = await free.take(app, 0);
    ports.set(app, port);
    processes.push(
      await hub.start(app, { HUB_LOG_FILE: join(logs, `${app}.log`), HUB_HTTP_PORT: String(port) }),
    );
  }
}

/** The same processes with a password that the database refuses, or the broker. */
async function startLockedOut(): Promise<void> {
  const wrong = new URL(hub.databaseUrl);
  wrong.password = canaries.databasePassword;
  const lockedOut = [
    { settings: { DATABASE_URL: wrong.href }, locked: apps },
    { settings: { KAFKA_PASSWORD: canaries.brokerPassword }, locked: ['normalise', 'relay'] as const },
  ];
  for (const [place, { settings, locked }] of lockedOut.entries()) {
    for (const app of locked)
      processes.push(
        await hub.start(app, { ...settings, HUB_LOG_FILE: join(logs, `${app}-locked-out-${place}.log`) }),
      );
  }
  await eventually(async () => {
    for (const one of processes) expect(one.output()).not.toBe('');
  }, 200_000);
}

/** A table that is away: every batch fails with a driver's error until it is back. */
async function breakDatabase(): Promise<void> {
  await hub.database.query('alter table unified.application rename to application_away');
  const [row] = housing.rows.filter(({ cells }) => chosen.has(String(cells['PROJID']))).map(withCanaries);
  if (row === undefined) throw new Error('no row to report again');
  await housingFront.database.insert(insertions([{ ...row, cells: { ...row.cells, DATAVER: 7 } }]));
  await eventually(async () => expect(processes[1]?.output()).toContain('42P01'));
  await hub.database.query('alter table unified.application_away rename to application');
}

/** What an operator would type; answers and errors alike are kept. */
async function askEverything(): Promise<void> {
  const { rows } = await hub.database.query<{ id: string }>(
    'select min(id) as id from ops.parked group by code, cause',
  );
  const commands = [
    ['status'],
    ['sources'],
    ['departments'],
    ['check', approvalFront.source.id],
    ['check', housingFront.source.id],
    ['parked', 'list'],
    ['parked', 'retry', '--code', 'HUB_RECORD_REFUSED'],
    ...rows.map(({ id }) => ['parked', 'show', id]),
    ['case', 'no-such-case'],
    ['no-such-command', canaries.sourcePassword.slice(0, 3)],
  ];
  const [one = [], other = []] = [0, 1].map((half) => commands.filter((_, at) => at % 2 === half));
  const ask = async (list: readonly (readonly string[])[]): Promise<void> => {
    for (const command of list) said.push((await hub.cli(...command)).output);
  };
  await Promise.all([ask(one), ask(other)]);
}

function leaks(text: string): readonly string[] {
  const secrets = [
    ...Object.values(canaries),
    new URL(hub.databaseUrl).password,
    hub.kafka.password,
    ...['hub-collect', 'hub-normalise', 'hub-relay', 'hub-watch', 'dept-370800-zjj'].map((one) =>
      hub.password(one),
    ),
  ];
  return secrets.filter((secret) => text.includes(secret));
}

test('what the processes say on their terminals carries no secret and nobody’s data', () => {
  for (const one of processes) {
    expect(one.output().length).toBeGreaterThan(0);
    expect(leaks(one.output())).toEqual([]);
  }
});

test('their log files carry none either, even where the database quoted the row', async () => {
  const names = await readdir(logs);
  expect(names.length).toBeGreaterThanOrEqual(apps.length);
  for (const name of names) expect(leaks(await readFile(join(logs, name), 'utf8'))).toEqual([]);
});

test('neither do metrics and health', async () => {
  for (const app of apps) {
    for (const path of ['metrics', 'health/ready']) {
      const answer = await fetch(`http://127.0.0.1:${ports.get(app)}/${path}`);
      const text = await answer.text();
      expect(text.length).toBeGreaterThan(50);
      expect(leaks(text)).toEqual([]);
    }
  }
});

test('neither does what the command line answers', () => {
  for (const text of said) expect(leaks(text)).toEqual([]);
});

test('parked sentences and the faults of sources name no data', async () => {
  const { rows } = await hub.database.query<{ sentence: string }>(
    `select sentence from ops.parked union all select sentence from feedback.inbox where sentence is not null
      union all select fault_sentence from intake.source where fault_sentence is not null`,
  );
  expect(leaks(rows.map(({ sentence }) => sentence).join('\n'))).toEqual([]);
});
