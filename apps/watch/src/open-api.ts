import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { NestLogger } from '#base/telemetry';
import { FaultFilter } from './fault.filter.js';
import { WatchModule, type WatchParts } from './watch.module.js';

/** The API over its parts, not listening yet; a failure to build it is thrown, not swallowed by Nest. */
export async function openApi(parts: WatchParts): Promise<NestFastifyApplication> {
  const { log } = parts.telemetry.telemetry;
  const app = await NestFactory.create<NestFastifyApplication>(
    WatchModule.over(parts),
    new FastifyAdapter(),
    {
      logger: new NestLogger(log),
      abortOnError: false,
    },
  );
  app.useGlobalFilters(new FaultFilter(log));
  return app;
}
