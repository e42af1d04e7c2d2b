import { Controller, Get, Req, Res } from '@nestjs/common';
import { answerHealth, type Telemetry } from '#base/telemetry';

/** The part of a Fastify reply that is needed here. */
interface Reply {
  code(status: number): Reply;
  type(contentType: string): Reply;
  send(text: string): unknown;
}

/** What answers without sign-in: on the loopback address, nothing about departments or persons. */
export const openDoors: readonly string[] = ['/health/live', '/health/ready', '/metrics'];

/** A process's telemetry as something Nest can inject. */
export class WatchTelemetry {
  constructor(readonly telemetry: Telemetry) {}
}

/** Health and metrics of watch itself, on the same port as the API. */
@Controller()
export class HealthController {
  constructor(private readonly own: WatchTelemetry) {}

  @Get([...openDoors])
  async health(@Req() request: { readonly url: string }, @Res() reply: Reply): Promise<void> {
    const { health, metrics } = this.own.telemetry;
    const path = new URL(request.url, 'http://127.0.0.1').pathname;
    const { status, type, text } = await answerHealth(path, 'watch', health, metrics);
    reply.code(status).type(type).send(text);
  }
}
