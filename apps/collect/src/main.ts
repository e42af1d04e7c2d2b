import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { kafkaSettings, probeBroker } from '#base/kafka';
import { Database, startHeartbeat } from '#base/postgres';
import { openVaultSecrets } from '#base/secrets';
import { readSettings } from '#base/settings';
import { NestLogger, openTelemetry, runProcess, serverCheck } from '#base/telemetry';
import { CollectModule } from './collect.module.js';
import { composeCollect } from './compose.js';

await runProcess(async (signal) => {
  const settings = readSettings(process.env);
  const database = new Database({
    url: settings.database.url,
    maxConnections: settings.database.poolSize,
    applicationName: 'hub collect',
  });
  const secrets = openVaultSecrets(database, settings);
  const telemetry = openTelemetry({
    process: 'collect',
    log: settings.log,
    timeZone: settings.region.timeZone,
    secrets: [settings.kafka.password, settings.vault.key],
    liveSecrets: secrets.values,
  });
  const parts = composeCollect(settings, { database, secrets }, telemetry);
  const kafka = kafkaSettings(settings.kafka, 'hub-collect', settings.topic.prefix);
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
    process: 'collect',
    database: database,
    report: () => telemetry.health.report(),
  });
  const app = await NestFactory.createApplicationContext(CollectModule.over(parts), {
    logger: new NestLogger(telemetry.log),
  });
  try {
    telemetry.log.info('采集进程已启动');
    await parts.collector.run(signal);
    telemetry.log.info('采集进程已停止，租约已交还');
  } finally {
    await endHeartbeat();
    await app.close();
    await server.close();
  }
});
