import { once } from 'node:events';
import { v7 as uuidV7 } from 'uuid';
import { systemClock } from '#base/contracts';
import { kafkaSettings, LagReader, probeBroker, Producer, TopicNames } from '#base/kafka';
import { startHeartbeat } from '#base/postgres';
import { openVaultSecrets, type VaultSecrets } from '#base/secrets';
import { readSettings, type Settings } from '#base/settings';
import { openTelemetry, Progress, runProcess, serverCheck, type Telemetry } from '#base/telemetry';
import { readBreakers, type Lookups } from '#libs/lookup';
import { ParkedDesk, readStatus, ReportStore, type HubStatus } from '#libs/reporting';
import { runBackground } from './background.js';
import { BackfillOffice } from './sources/backfill-office.js';
import { ConfigWatch } from './health/config-watch.js';
import { keepGauges } from './health/gauges.js';
import { GrantWarnings } from './health/grant-warnings.js';
import { WatchTelemetry } from './health/health.controller.js';
import { openAccess } from './access/open-access.js';
import { openDesks } from './documents/open-desks.js';
import { openApi } from './open-api.js';
import { openLookups } from './lookups/open-lookups.js';
import { ParkedOffice } from './parked/parked-office.js';
import { PolicyOffice } from './policy/policy-office.js';
import { ReplyPost } from './replies/reply-post.js';
import { openVaultOffice } from './secrets/open-vault-office.js';
import { SourceLife } from './sources/source-life.js';
import { SourceTrials } from './sources/source-trials.js';

await runProcess(async (signal) => {
  const settings = readSettings(process.env);
  const store = new ReportStore({
    url: settings.database.url,
    maxConnections: settings.database.poolSize,
    applicationName: 'hub watch',
  });
  const vault = openVaultSecrets(store.database, settings);
  const telemetry = openTelemetry({
    process: 'watch',
    log: settings.log,
    timeZone: settings.region.timeZone,
    secrets: [settings.kafka.password, settings.watch.operatorToken, settings.vault.key],
    liveSecrets: vault.values,
  });
  const lookups = await openLookups(settings, store.database, vault, telemetry);
  const kafka = kafkaSettings(settings.kafka, 'hub-watch', settings.topic.prefix);
  const lag = new LagReader(kafka);
  telemetry.health.add(
    'database',
    serverCheck(() => store.database.query('select 1')),
  );
  telemetry.health.add(
    'broker',
    serverCheck(() => probeBroker(kafka)),
  );
  const endHeartbeat = startHeartbeat({
    process: 'watch',
    database: store.database,
    report: () => telemetry.health.report(),
  });
  const producer = new Producer(kafka);
  try {
    await serve(settings, telemetry, { store, vault, lookups, lag, producer }, signal);
  } finally {
    await endHeartbeat();
    lookups.close();
    await producer.close();
    await lag.close();
    await store.close();
  }
});

interface Opened {
  readonly store: ReportStore;
  readonly vault: VaultSecrets;
  readonly lookups: Lookups;
  readonly lag: LagReader;
  readonly producer: Producer;
}

async function serve(
  settings: Settings,
  telemetry: Telemetry,
  { store, vault, lookups, lag, producer }: Opened,
  signal: AbortSignal,
): Promise<void> {
  const topics = new TopicNames(settings.topic.prefix);
  const desk = new ParkedDesk(store.plane, systemClock);
  const progress = new Progress(systemClock, settings.freshness.staleMs);
  telemetry.health.add('gauges', progress.check);
  const files = new ConfigWatch(store.database, settings.config.dir, systemClock, telemetry.log);
  telemetry.health.add('config', files.check);
  const parts = {
    store,
    topics,
    desk,
    office: new ParkedOffice(store, systemClock),
    backfills: new BackfillOffice(store, systemClock),
    secrets: openVaultOffice(settings, store, systemClock),
    life: new SourceLife(store, topics, systemClock),
    trials: new SourceTrials({
      database: store.database,
      configDir: settings.config.dir,
      vault,
      clock: systemClock,
    }),
    lookups,
    policy: new PolicyOffice(store.database, systemClock),
    replies: new ReplyPost(producer, topics, systemClock, uuidV7),
    ...openDesks(settings, store.database, systemClock),
    ...openAccess(settings, { database: store.database, vault }, systemClock),
    telemetry: new WatchTelemetry(telemetry),
  };
  const app = await openApi(parts, settings.access);
  const port = settings.http.port === 0 ? settings.watch.port : settings.http.port;
  await app.listen(port, '127.0.0.1');
  telemetry.log.info(`监测接口已就绪：${await app.getUrl()}/api/v1/status`);
  const warnings = new GrantWarnings(telemetry.log);
  const status = async (): Promise<HubStatus> => {
    const now = await readStatus(store, topics);
    warnings.tell(now.grants, systemClock.now());
    await files.look();
    return now;
  };
  const gauges = keepGauges(
    { status, lag: (pairs) => lag.read(pairs), topics, breakers: () => readBreakers(store.database) },
    telemetry.metrics,
    { log: telemetry.log, progress, everyMs: settings.watch.refreshMs },
    signal,
  );
  const tidied = runBackground(settings, store, telemetry, systemClock, signal);
  if (!signal.aborted) await once(signal, 'abort');
  await Promise.all([gauges, tidied]);
  await app.close();
  telemetry.log.info('监测接口已停止');
}
