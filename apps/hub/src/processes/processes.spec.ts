import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { askProcesses } from './ask-processes.js';
import { processAddresses } from './process-addresses.js';

const open: Server[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }
});

/** A process that answers with this, or never. */
async function answering(status: number, body: object | null): Promise<string> {
  const server = createServer((_request, response) => {
    if (body === null) return;
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  open.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

const check = (name: string, ready: boolean, progressAt: string | null, sentence: string): object => ({
  name,
  ready,
  progressAt,
  sentence,
});

test('processes are ready, not ready for a reason, or not running; a silent one holds nobody up for long', async () => {
  const early = '2026-03-02T01:00:00.000Z';
  const late = '2026-03-02T01:00:05.000Z';
  const collect = await answering(200, {
    process: 'collect',
    ready: true,
    checks: [check('leases', true, early, '正常'), check('a', true, late, '正常')],
  });
  const relay = await answering(503, {
    process: 'relay',
    ready: false,
    checks: [check('outbox', false, null, '已有 60 秒没有进展'), check('replies', true, early, '正常')],
  });
  const silent = await answering(200, null);
  const from = performance.now();
  const health = await askProcesses([
    { name: 'collect', url: collect },
    { name: 'normalise', url: silent },
    { name: 'relay', url: relay },
    { name: 'watch', url: relay },
    { name: 'watch', url: 'http://127.0.0.1:1' },
  ]);
  expect(performance.now() - from).toBeLessThan(4000);
  expect(health.map(({ state, progressAt, reasons }) => [state, progressAt, ...reasons])).toEqual([
    ['ready', new Date(late)],
    ['down', null, '没有答复'],
    ['notReady', new Date(early), 'outbox：已有 60 秒没有进展'],
    ['down', null, '该地址由 relay 答复'],
    ['down', null, '没有答复'],
  ]);
});

test('addresses come from the variable, else from the running set whose database is looked at, else there are none', () => {
  const root = mkdtempSync(join(tmpdir(), 'hub-'));
  try {
    expect(processAddresses({ DATABASE_URL: 'postgres://a' }, root)).toEqual([]);
    mkdirSync(join(root, 'var'));
    const metrics = {
      relay: 'http://127.0.0.1:18083/metrics',
      collect: 'http://127.0.0.1:18081/metrics',
      sandbox: 'http://127.0.0.1:18084/metrics',
    };
    writeFileSync(
      join(root, 'var', 'endpoints.json'),
      JSON.stringify({ hub: { database: 'postgres://a', metrics } }),
    );
    const local = [
      { name: 'collect', url: 'http://127.0.0.1:18081' },
      { name: 'relay', url: 'http://127.0.0.1:18083' },
    ];
    expect(processAddresses({ DATABASE_URL: 'postgres://a' }, root)).toEqual(local);
    expect(processAddresses({ DATABASE_URL: 'postgres://b' }, root)).toEqual([]);
    const named = { HUB_PROCESS_URLS: 'relay=http://h1:1/, relay=http://h2:2' };
    expect(processAddresses(named, root)).toEqual([
      { name: 'relay', url: 'http://h1:1' },
      { name: 'relay', url: 'http://h2:2' },
    ]);
    const wrong = { HUB_PROCESS_URLS: 'http://h1:1' };
    expect(() => processAddresses(wrong, root)).toThrow('HUB_PROCESS_URLS');
  } finally {
    rmSync(root, { recursive: true });
  }
});
