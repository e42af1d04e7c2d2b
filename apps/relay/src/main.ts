import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { kafkaSettings, probeBroker } from '#base/kafka';
import { startHeartbeat } from '#base/postgres';
import { readSettings } from '#base/settings';
import { NestLogger, openTelemetry, runProcess, serverCheck } from '#base/telemetry';
import { composeRelay } from './compose.js';
import { RelayModule } from './relay.module.js';
import { runBackground } from './background.js';

await runProcess(async (signal) => {
  const settings = readSettings(process.env);
  const telemetry = openTelemetry({
    process: 'relay',
    log: settings.log,
    timeZone: settings.region.timeZone,
    secrets: [settings.kafka.password],
  });
  const parts = composeRelay(settings, telemetry);
  const kafka = kafkaSettings(settings.kafka, 'hub-relay', settings.topic.prefix);
  telemetry.health.add(
    'database',
    serverCheck(() => parts.database.query('select 1')),
  );
  telemetry.health.add(
    'broker',
    serverCheck(() => probeBroker(kafka)),
  );
  const server = await telemetry.listen(settings.http.port);
  const endHeartbeat = startHeartbeat({
    process: 'relay',
    database: parts.database,
    report: () => telemetry.health.report(),
  });
  const app = await NestFactory.createMicroservice(RelayModule.over(parts.replies), {
    strategy: parts.transport,
    logger: new NestLogger(telemetry.log),
  });
  try {
    await app.listen();
    await parts.sender.start();
    parts.sweeper.start();
    telemetry.log.info('收发进程已启动');
    await Promise.race([parts.transport.finished, runBackground(parts, telemetry, signal)]);
  } finally {
    await Promise.all([parts.sender.stop(), parts.sweeper.stop(), app.close(), endHeartbeat()]);
    await server.close();
    await parts.close();
    telemetry.log.info('收发进程已停止，分道已交还');
  }
});
