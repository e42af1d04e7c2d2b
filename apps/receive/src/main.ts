import 'reflect-metadata';
import { setTimeout as delay } from 'node:timers/promises';
import { kafkaSettings, probeBroker } from '#base/kafka';
import { Database, startHeartbeat } from '#base/postgres';
import { openVaultSecrets } from '#base/secrets';
import { readSettings, type Settings } from '#base/settings';
import { openTelemetry, runProcess, serverCheck, type Telemetry } from '#base/telemetry';
import { forgetPushes } from '#libs/intake';
import { composeReceive, type ReceiveParts } from './compose.js';
import { openDoor } from './open-door.js';

// Before the process starts: what stands below the top-level await is not there yet while it runs.
const lookEveryMs = 5_000;
const forgetEveryMs = 600_000;

await runProcess(async (signal) => {
  const settings = readSettings(process.env);
  const database = new Database({
    url: settings.database.url,
    maxConnections: settings.database.poolSize,
    applicationName: 'hub receive',
  });
  const secrets = openVaultSecrets(database, settings);
  const telemetry = openTelemetry({
    process: 'receive',
    log: settings.log,
    timeZone: settings.region.timeZone,
    secrets: [settings.kafka.password, settings.vault.key],
    liveSecrets: secrets.values,
  });
  const parts = composeReceive(settings, database, secrets, telemetry);
  const kafka = kafkaSettings(settings.kafka, 'hub-receive', settings.topic.prefix);
  telemetry.health.add(
    'database',
    serverCheck(() => database.query('select 1')),
  );
  telemetry.health.add(
    'broker',
    serverCheck(() => probeBroker(kafka)),
  );
  const server = await telemetry.listen(settings.http.port);
  const endHeartbeat = startHeartbeat({
    process: 'receive',
    database: database,
    report: () => telemetry.health.report(),
  });
  try {
    await serve(settings, database, telemetry, parts, signal);
  } finally {
    await endHeartbeat();
    await parts.producer.close();
    await database.close();
    await server.close();
  }
});

async function serve(
  settings: Settings,
  database: Database,
  telemetry: Telemetry,
  parts: ReceiveParts,
  signal: AbortSignal,
): Promise<void> {
  const app = await openDoor(parts, settings.receive, telemetry.log);
  await app.listen(settings.receive.port, settings.receive.host);
  telemetry.log.info(`接收接口已就绪：端口 ${new URL(await app.getUrl()).port}，/push/v1/数据源/数据流`);
  try {
    await lookAfter(parts, database, settings.receive.keepAnswersMs, signal);
  } finally {
    await app.close();
    telemetry.log.info('接收接口已停止');
  }
}

/** Proves now and then that batches can be taken, and forgets old answers. */
async function lookAfter(
  { sources, observer }: ReceiveParts,
  database: Database,
  keepMs: number,
  signal: AbortSignal,
): Promise<void> {
  for (let forgetAt = 0; !signal.aborted;) {
    try {
      await sources.look();
      if (performance.now() >= forgetAt) {
        await forgetPushes(database, keepMs);
        forgetAt = performance.now() + forgetEveryMs;
      }
      observer.looked();
    } catch (thrown) {
      observer.failed(thrown);
    }
    await delay(lookEveryMs, undefined, { signal }).catch(() => undefined);
  }
}
