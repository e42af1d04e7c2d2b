import { test } from '@jest/globals';
import { HubError, type SourceDefinition } from '#base/contracts';
import { keeps, promisesOf } from '../conformance/connector-promises.js';
import { pageOf } from '../conformance/page-of.js';
import { pagedSource } from '../conformance/paged-source.js';
import type { Subject } from '../conformance/subject.js';
import { pushConnector } from './push.connector.js';
import { pushWaivers } from './waivers.js';

const key = { id: 'k2026', secret: 'push.key' };

function source(settings: object = {}, stream: object = {}): SourceDefinition {
  return pagedSource(
    'push',
    { settings: { ...stream }, mode: 'push' },
    { settings: { keys: [key], ...settings } },
  );
}

const subject: Subject = {
  title: '推送',
  kind: 'push',
  waivers: pushWaivers,
  settings: pageOf('push').settings,
  connector: pushConnector,
  source: () => source(),
  // The department connects to the hub, never the hub to the department.
  port: () => 0,
  secret: (_port, canary) => (name) => {
    if (name === key.secret) return canary ?? 'synthetic-key-of-more-than-32-bytes';
    throw new HubError('HUB_SECRET_MISSING', `密钥库中没有“${name}”，请登记。`, { name });
  },
  clear: () => Promise.resolve(),
  insert: () => Promise.resolve(),
  wrong: [
    { source: source({ digest: 'md5' }), path: 'settings.digest' },
    { source: source({ keys: [] }), path: 'settings.keys' },
    { source: source({ keys: [key, key] }), path: 'settings.keys' },
    { source: source({}, { path: '/' }), path: 'streams.rows.settings.path' },
  ],
  lost: () => source({ keys: [{ ...key, secret: 'nothing' }] }),
  strange: { foreign: { at: null, key: [] }, corrupt: { at: null, key: [] } },
};

test.each(promisesOf(subject))('推送 %s', (name) => keeps(name, subject));
