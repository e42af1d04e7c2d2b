import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { kafkaSettings, probeBroker } from '#base/kafka';
import { startHeartbeat } from '#base/postgres';
import { readSettings } from '#base/settings';
import { NestLogger, openTelemetry, runProcess, serverCheck } from '#base/telemetry';
import { runBackground } from './background.js';
import { composeNormalise } from './compose.js';
import { NormaliseModule } from './normalise.module.js';

await runProcess(async (signal) => {
  const settings = readSettings(process.env);
  const telemetry = openTelemetry({
    process: 'normalise',
    log: settings.log,
    timeZone: settings.region.timeZone,
    secrets: [settings.kafka.password],
  });
  const parts = composeNormalise(settings, telemetry);
  const kafka = kafkaSettings(settings.kafka, 'hub-normalise', settings.topic.prefix);
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
    process: 'normalise',
    database: parts.database,
    report: () => telemetry.health.report(),
  });
  const app = await NestFactory.createMicroservice(NormaliseModule.over(parts.batch), {
    strategy: parts.transport,
    logger: new NestLogger(telemetry.log),
  });
  try {
    await app.listen();
    telemetry.log.info('归一进程已启动');
    await Promise.race([parts.transport.finished, runBackground(parts, telemetry, signal)]);
  } finally {
    await endHeartbeat();
    await app.close();
    await server.close();
    await parts.database.close();
  }
});
