import 'reflect-metadata';
import type { ServerResponse } from 'node:http';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { HubError } from '#base/contracts';
import type { Settings } from '#base/settings';
import { NestLogger } from '#base/telemetry';
import { operations } from '#libs/api';
import { operationName } from './access/asked.js';
import { FaultFilter } from './answers/fault.filter.js';
import { openDoors } from './health/health.controller.js';
import { refuseBadAddress, refuseBadHead, refuseOddRequests } from './answers/plain-request.js';
import { problemOf } from './answers/problem.js';
import { WatchModule, type WatchParts } from './watch.module.js';

/** How much may be asked. */
export type ApiLimits = Pick<Settings['access'], 'requestsPerMinute' | 'maxBodyBytes'>;

const minuteMs = 60_000;

/** The API over its parts, not listening yet; a failure to build it is thrown, not swallowed by Nest. */
export async function openApi(parts: WatchParts, limits: ApiLimits): Promise<NestFastifyApplication> {
  const { log } = parts.telemetry.telemetry;
  // A proxy on this machine says whom it speaks for; whoever comes from elsewhere is who they are.
  const adapter = new FastifyAdapter({
    trustProxy: 'loopback',
    bodyLimit: limits.maxBodyBytes,
    frameworkErrors: (_fault: unknown, _request: unknown, { raw }: { readonly raw: ServerResponse }) =>
      refuseBadAddress(raw),
    clientErrorHandler: refuseBadHead,
  });
  const app = await NestFactory.create<NestFastifyApplication>(WatchModule.over(parts), adapter, {
    logger: new NestLogger(log),
    abortOnError: false,
  });
  await guardRoutes(app, limits);
  app.useGlobalFilters(new FaultFilter(log));
  // A connection that could not be taken, for want of file handles, costs that connection.
  app.getHttpServer().on('error', (thrown: unknown) => log.fault(thrown));
  return app;
}

async function guardRoutes(app: NestFastifyApplication, limits: ApiLimits): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    referrerPolicy: { policy: 'no-referrer' },
  });
  await app.register(rateLimit, {
    max: limits.requestsPerMinute,
    timeWindow: minuteMs,
    allowList: ({ url }) => openDoors.includes(url),
    errorResponseBuilder: (_, { ttl }) => ({
      ...problemOf(429, `请求过于频繁，请 ${Math.ceil(ttl / 1000)} 秒后再试。`),
      statusCode: 429,
    }),
  });
  const server = app.getHttpAdapter().getInstance();
  // An upload is handed on as it comes; whoever takes it in counts its bytes.
  server.addContentTypeParser('application/octet-stream', (_, payload, done) => done(null, payload));
  server.addHook('preValidation', refuseOddRequests);
  server.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) demandNeed(each, url);
  });
}

/** An address without a declared right must not come into being, so the process does not start. */
function demandNeed(method: string, url: string): void {
  const name = operationName(method, url);
  if (Object.hasOwn(operations, name) || openDoors.includes(url)) return;
  throw new HubError('HUB_ROUTE_UNDECLARED', `接口地址 ${name} 没有登记权限，请在 operations 中登记。`, {
    route: name,
  });
}
