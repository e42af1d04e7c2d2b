import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { HubError } from '#base/contracts';
import { projectRoot, readSettings, settingsTableMarkdown } from './index.js';

const defaults = join(projectRoot(), 'config', 'defaults.yaml');
let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'settings-'));
  copyFileSync(defaults, join(dir, 'defaults.yaml'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function fault(work: () => unknown): HubError {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof HubError) return thrown;
    throw thrown;
  }
  throw new Error('nothing was thrown');
}

test('the environment overlays the defaults, each text in the type of the default', () => {
  const settings = readSettings({
    DATABASE_URL: 'postgres://localhost/hub',
    KAFKA_BROKERS: '127.0.0.1:9092, 127.0.0.1:9093',
    KAFKA_SASL_MECHANISM: 'SCRAM-SHA-512',
    KAFKA_TLS: 'true',
    HUB_TOPIC_PREFIX: 'test-',
    HUB_RELAY_SWEEP_MS: '250',
    HUB_RELAY_RETRY_SCHEDULE_MS: '10,20',
  });
  expect(settings.kafka.brokers).toEqual(['127.0.0.1:9092', '127.0.0.1:9093']);
  expect(settings.kafka.saslMechanism).toBe('scram-sha-512');
  expect(settings.kafka.tls).toBe(true);
  expect(settings.topic.prefix).toBe('test-');
  expect(settings.relay).toMatchObject({ sweepMs: 250, retryScheduleMs: [10, 20] });
});

test('the result is frozen all the way down', () => {
  const settings = readSettings({}, []);
  expect(Object.isFrozen(settings.relay.retryScheduleMs)).toBe(true);
});

test('an unknown key is refused with file and path', () => {
  const file = join(dir, 'defaults.yaml');
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace('  batchSize: 500', '  batchSize: 500\n  bachSize: 9'),
  );
  const thrown = fault(() => readSettings({ HUB_CONFIG_DIR: dir }, []));
  expect(thrown.facts).toMatchObject({ file, path: 'relay.bachSize' });
});

test('a missing key is refused with file and path', () => {
  const file = join(dir, 'defaults.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('  batchSize: 500\n', ''));
  expect(fault(() => readSettings({ HUB_CONFIG_DIR: dir }, [])).facts).toMatchObject({
    path: 'relay.batchSize',
  });
});

test('a misspelt variable of a known section is refused, a stranger is left alone', () => {
  expect(fault(() => readSettings({ HUB_RELAY_BACHSIZE: '3' }, [])).facts).toEqual({
    variable: 'HUB_RELAY_BACHSIZE',
  });
  expect(() => readSettings({ HUB_SERVICE_HOST: '10.0.0.1' }, [])).not.toThrow();
});

test('a text that is no number is refused without showing it', () => {
  const thrown = fault(() => readSettings({ HUB_HTTP_PORT: 'canary' }, []));
  expect(JSON.stringify(thrown.facts) + thrown.sentence).not.toContain('canary');
});

test('answers to pushed batches are kept for as long as the same request could be sent again', () => {
  const thrown = fault(() => readSettings({ HUB_RECEIVE_KEEP_ANSWERS_MS: '600000' }, []));
  expect(thrown.facts).toMatchObject({ path: 'receive.keepAnswersMs' });
});

test('a process that needs a database is told which variable is missing', () => {
  expect(fault(() => readSettings({})).facts).toEqual({ variable: 'DATABASE_URL' });
});

test('every setting has a comment, and the table shows it', () => {
  const lines = settingsTableMarkdown(defaults).split('\n').slice(2);
  expect(lines.length).toBeGreaterThan(30);
  expect(lines.filter((line) => / \|\s*\|$/.test(line))).toEqual([]);
  expect(lines.join('\n')).toContain(
    '`relay.batchSize` | `500` | `HUB_RELAY_BATCH_SIZE` | Messages a lane claims at once.',
  );
  expect(lines[0]).toContain('`DATABASE_URL` | Address of the hub');
});
