import { brandAs, type Clock, type Connector, type SourceDefinition } from '#base/contracts';
import { z } from 'zod';
import { settingLines } from '../describe.js';
import type { PromiseName } from '../promises.js';
import { fakeFault, FakeLine } from './fake-line.js';
import { FakeReader } from './fake-reader.js';
import { fakePassword, type FakeServer } from './fake-server.js';
import type { Subject } from './subject.js';

const schema = z.strictObject({
  table: z.string().default('rows').meta({ title: '表名' }),
  limit: z.number().positive().optional().meta({ title: '每页最多行数' }),
});
const untitled = z.strictObject({ ...schema.shape, table: z.string() });
const { foreign, corrupt } = {
  foreign: { at: null, key: ['a', 'b'] },
  corrupt: { at: 'not a time', key: ['x'] },
};

/** A connector over a department in memory that keeps every promise, or all but one. */
export function fakeSubject(server: FakeServer, defect: PromiseName | null): Subject {
  const source = (settings: object = {}): SourceDefinition => ({
    id: brandAs('370800.test.fake'),
    name: '内存里的部门',
    connector: 'fake',
    standard: 'test',
    generation: 'a',
    timeZone: 'Asia/Shanghai',
    settings: { ...settings },
    pageSize: 3,
    pollMs: 1_000,
    lagMs: 0,
    overlapMs: 600_000,
    sweep: null,
    firstLoad: { tell: false },
    writeBack: false,
    overrides: {},
    streams: [
      {
        name: brandAs('rows'),
        kind: 'result',
        table: 'rows',
        settings: {},
        mode: 'keyset',
        cursor: 'at',
        key: ['id'],
        caseNumber: 'id',
        flag: null,
      },
    ],
  });
  return {
    title: '内存里的连接器',
    kind: 'fake',
    waivers: {},
    settings: settingLines(defect === 'describesSettings' ? untitled : schema, 'settings'),
    connector: (clock) => fakeConnector(clock, defect),
    source: () => source(),
    port: () => server.port,
    secret: (port, canary) => (name) => (name.endsWith('.port') ? String(port) : (canary ?? fakePassword)),
    clear: async () => Promise.resolve(void (server.rows = [])),
    insert: async (rows) => Promise.resolve(void server.rows.push(...rows)),
    wrong: [{ source: source({ limit: -1 }), path: 'settings.limit' }],
    lost: () => source({ table: 'nothing' }),
    strange: { foreign, corrupt, future: { at: '2999-01-01T00:00:00.000Z', key: ['x'] } },
    budgeted: { source: { ...source(), budget: { requestsPerSecond: 50 } }, leastMs: 80 },
    trouble: (trouble) => void (server.trouble = trouble),
  };
}

function fakeConnector(clock: Clock, defect: PromiseName | null): Connector {
  return {
    kind: 'fake',
    title: '内存',
    open(source, secret) {
      const parsed = schema.safeParse(source.settings);
      const issue = parsed.error?.issues[0];
      if (issue !== undefined && defect !== 'refusesBadSettings') {
        const unknown = issue.code === 'unrecognized_keys' ? issue.keys : [];
        const path = ['settings', ...issue.path, ...unknown].join('.');
        return Promise.reject(fakeFault('HUB_SOURCE_INVALID', `的 ${path} 有误`, { path }));
      }
      const line = new FakeLine(Number(secret('source.port')));
      return Promise.resolve(
        new FakeReader({
          source,
          line,
          clock,
          defect,
          password: secret('source.password'),
          table: parsed.data?.table ?? 'rows',
          requestsPerSecond: source.budget?.requestsPerSecond ?? null,
        }),
      );
    },
  };
}
