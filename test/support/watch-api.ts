import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { v7 as uuidV7 } from 'uuid';
import { systemClock } from '#base/contracts';
import { kafkaSettings, Producer, TopicNames, type KafkaSettings } from '#base/kafka';
import { openVaultSecrets } from '#base/secrets';
import { readSettings, type Settings } from '#base/settings';
import { openTelemetry } from '#base/telemetry';
import type { Accounts, Tokens } from '#libs/access';
import { ParkedDesk, ReportStore } from '#libs/reporting';
import { BackfillOffice } from '../../apps/watch/src/sources/backfill-office.js';
import { WatchTelemetry } from '../../apps/watch/src/health/health.controller.js';
import { openDesks } from '../../apps/watch/src/documents/open-desks.js';
import { ReplyPost } from '../../apps/watch/src/replies/reply-post.js';
import { openAccess } from '../../apps/watch/src/access/open-access.js';
import { openApi } from '../../apps/watch/src/open-api.js';
import { openLookups } from '../../apps/watch/src/lookups/open-lookups.js';
import { ParkedOffice } from '../../apps/watch/src/parked/parked-office.js';
import { PolicyOffice } from '../../apps/watch/src/policy/policy-office.js';
import { openVaultOffice } from '../../apps/watch/src/secrets/open-vault-office.js';
import { SourceLife } from '../../apps/watch/src/sources/source-life.js';
import { SourceTrials } from '../../apps/watch/src/sources/source-trials.js';
import { cloneDatabase, randomId, testKafka } from './servers.js';

/** The API of watch over a database of its own. */
export interface WatchApi {
  readonly store: ReportStore;
  readonly tokens: Tokens;
  readonly accounts: Accounts;
  readonly topics: TopicNames;
  readonly kafka: KafkaSettings;
  /** The API for those who show this token, listening; `routes` are its addresses as OpenAPI writes them. */
  listen(
    operator: string,
    oidc?: Settings['oidc'],
  ): Promise<{ readonly url: string; readonly routes: readonly string[] }>;
  close(): Promise<void>;
}

/** Opens a clone of the database and what the API stands on; secrets come from that file, if any, and further settings from `more`. */
export async function openWatchApi(
  secretsFile = '',
  more: Readonly<Record<string, string>> = {},
): Promise<WatchApi> {
  const clone = await cloneDatabase();
  const store = new ReportStore({ url: clone.url, maxConnections: 2, applicationName: 'test' });
  const topics = new TopicNames(`${randomId()}.`);
  const broker = testKafka();
  const section = { ...broker, saslMechanism: broker.mechanism, tls: false, caFile: '' };
  const kafka = kafkaSettings(section, 'test', topics.prefix);
  const producer = new Producer(kafka);
  const vaultKey = Buffer.alloc(32, 3).toString('base64');
  const settings = readSettings(
    {
      DATABASE_URL: clone.url,
      HUB_VAULT_KEY: vaultKey,
      HUB_SECRETS_FILE: secretsFile,
      ...more,
    },
    [],
  );
  const vault = openVaultSecrets(store.database, settings);
  const configDir = settings.config.dir;
  const folder = await mkdtemp(join(tmpdir(), 'hub-watch-'));
  const documents = { ...settings.documents, folder, maxFileBytes: 10_000 };
  const telemetry = openTelemetry({
    process: 'watch',
    log: { file: '', level: 'error' },
    terminal: () => undefined,
  });
  const lookups = await openLookups(settings, store.database, vault, telemetry);
  const { tokens, accounts } = openAccess(settings, { database: store.database, vault }, systemClock);
  const apps: NestFastifyApplication[] = [];
  return {
    store,
    tokens,
    accounts,
    topics,
    kafka,
    async listen(operator, oidc = settings.oidc) {
      const watch = { ...settings.watch, operatorToken: operator };
      const parts = {
        store,
        topics,
        desk: new ParkedDesk(store.plane, systemClock),
        office: new ParkedOffice(store, systemClock),
        backfills: new BackfillOffice(store, systemClock),
        secrets: openVaultOffice(settings, store, systemClock),
        life: new SourceLife(store, topics, systemClock),
        trials: new SourceTrials({
          database: store.database,
          configDir,
          vault,
          clock: systemClock,
        }),
        lookups,
        policy: new PolicyOffice(store.database, systemClock),
        replies: new ReplyPost(producer, topics, systemClock, uuidV7),
        ...openDesks({ ...settings, documents }, store.database, systemClock),
        ...openAccess({ ...settings, watch, oidc }, { database: store.database, vault }, systemClock),
        telemetry: new WatchTelemetry(telemetry),
      };
      const app = await openApi(parts, settings.access);
      apps.push(app);
      const routes = routesOf(app);
      await app.listen(0, '127.0.0.1');
      return { url: await app.getUrl(), routes };
    },
    async close() {
      for (const app of apps) await app.close();
      lookups.close();
      await producer.close();
      await rm(folder, { recursive: true, force: true });
      await store.close();
      await clone.drop();
    },
  };
}

/* Filled while the app begins to listen. */
function routesOf(app: NestFastifyApplication): readonly string[] {
  const routes: string[] = [];
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRoute', ({ method, url }) => {
      if (method === 'HEAD' || !url.startsWith('/api/')) return;
      routes.push(`${String(method)} ${url.replaceAll(/:(\w+)/g, '{$1}')}`);
    });
  return routes;
}
