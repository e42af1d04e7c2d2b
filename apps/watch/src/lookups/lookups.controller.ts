import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { lookupBody } from '#libs/api';
import { Lookups, type LookupOutcome } from '#libs/lookup';
import { Access, Caller } from '../access/access.js';
import { checked } from '../answers/checked.js';

interface Reply {
  status(code: number): Reply;
}

/** What HTTP calls an outcome; the body says the rest. "None such" is an answer, so it is 200. */
const statusOf: Readonly<Record<LookupOutcome['outcome'], number>> = {
  answered: 200,
  notFound: 200,
  invalid: 400,
  limited: 429,
  refused: 502,
  unavailable: 503,
};

/** Questions to national systems, for those who handle cases. */
@Controller('api/v1/lookups')
export class LookupsController {
  constructor(private readonly lookups: Lookups) {}

  @Get()
  interfaces(): ReturnType<Lookups['interfaces']> {
    return this.lookups.interfaces();
  }

  @Post(':interface')
  async ask(
    @Caller() caller: Access,
    @Param('interface') name: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<LookupOutcome> {
    const { fields, case: caseNumber, purpose, by, reveal } = checked(lookupBody, body);
    const request = { interface: name, fields, caseNumber, purpose, caller: caller.by(by), reveal };
    const outcome = await this.lookups.ask(request, new AbortController().signal);
    reply.status(statusOf[outcome.outcome]);
    return outcome;
  }
}
