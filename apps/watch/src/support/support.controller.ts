import {
  Body,
  Controller,
  Get,
  HttpCode,
  NotFoundException,
  Param,
  Post,
  Query,
  UnprocessableEntityException,
} from '@nestjs/common';
import { toCaseNumber } from '#base/contracts';
import { extensionBody, messageId, supportBody, supportQuery } from '#libs/api';
import { SupportDesk, type DeskOutcome, type SupportEntry } from '#libs/support';
import { Access, Caller } from '../access/access.js';
import { checked } from '../answers/checked.js';

interface Done {
  readonly id: string;
}

/** Technical support for cases: asked for, listed with its clock, given more time. Departments report by answering the request. */
@Controller('api/v1/support')
export class SupportController {
  constructor(private readonly desk: SupportDesk) {}

  @Get()
  list(@Caller() { reach }: Access, @Query() query: unknown): Promise<readonly SupportEntry[]> {
    const { case: caseNumber, all, overdue, ...filter } = checked(supportQuery, query);
    return this.desk.list({
      ...filter,
      caseNumber: caseNumber === null ? null : toCaseNumber(caseNumber),
      openOnly: all === 'false',
      overdueOnly: overdue === 'true',
      within: reach.bounds,
    });
  }

  @Post()
  @HttpCode(201)
  async ask(@Caller() caller: Access, @Body() body: unknown): Promise<Done> {
    const { case: caseNumber, by, ...asked } = checked(supportBody, body);
    const outcome = await this.desk.ask({
      ...asked,
      caseNumber: toCaseNumber(caseNumber),
      by: caller.by(by),
      mayAskFor: ({ region, department }) => caller.reach.covers(region, department),
    });
    return doneOr(outcome);
  }

  @Post(':id/extension')
  @HttpCode(200)
  async decide(@Caller() caller: Access, @Param('id') id: string, @Body() body: unknown): Promise<Done> {
    const { by, ...decision } = checked(extensionBody, body);
    const found = await this.desk.find(checked(messageId, id), caller.reach.bounds);
    if (found === null) throw new NotFoundException('没有这项技术支撑请求，请核对编号。');
    return doneOr(await this.desk.decide({ ...decision, support: found.id, by: caller.by(by) }));
  }
}

function doneOr(outcome: DeskOutcome): Done {
  if (!outcome.done) throw new UnprocessableEntityException(outcome.sentence);
  return { id: outcome.id };
}
