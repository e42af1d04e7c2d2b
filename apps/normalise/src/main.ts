import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { readSettings } from '#base/settings';
import { NestLogger, openTelemetry, runProcess } from '#base/telemetry';
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
  const server = await telemetry.listen(settings.http.port);
  const app = await NestFactory.createMicroservice(NormaliseModule.over(parts.batch), {
    strategy: parts.transport,
    logger: new NestLogger(telemetry.log),
  });
  try {
    await app.listen();
    telemetry.log.info('归一进程已启动');
    await Promise.race([parts.transport.finished, runBackground(parts, telemetry, signal)]);
  } finally {
    await app.close();
    await server.close();
    await parts.database.close();
  }
});
