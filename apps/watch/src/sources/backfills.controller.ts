import {
  Body,
  ConflictException,
  Controller,
  Get,
  HttpCode,
  NotFoundException,
  Param,
  Post,
  Query,
} from '@nestjs/common';
import { backfillBody, decisionBody, idText, runsQuery } from '#libs/api';
import type { BackfillStatus } from '#libs/reporting';
import { Access, Caller } from '../access/access.js';
import { BackfillOffice } from './backfill-office.js';
import { checked } from '../answers/checked.js';

/** Backfills with their progress; asking for one, stopping it and letting it go on. Whoever reads the source works on it. */
@Controller('api/v1/backfills')
export class BackfillsController {
  constructor(private readonly office: BackfillOffice) {}

  @Get()
  list(@Caller() { reach }: Access, @Query() query: unknown): Promise<readonly BackfillStatus[]> {
    return this.office.list({ ...checked(runsQuery, query), within: reach.sources });
  }

  @Get(':id')
  async show(@Caller() { reach }: Access, @Param('id') id: string): Promise<BackfillStatus> {
    const found = await this.office.show(checked(idText, id));
    if (found === null || !reach.coversOwner(found.source))
      throw new NotFoundException('没有这个编号的回补。');
    return found;
  }

  @Post()
  @HttpCode(202)
  start(@Caller() caller: Access, @Body() body: unknown): Promise<BackfillStatus | null> {
    const asked = checked(backfillBody, body);
    return this.office.start({ ...asked, by: caller.by(asked.by) });
  }

  @Post(':id/stop')
  @HttpCode(200)
  stop(@Caller() caller: Access, @Param('id') id: string, @Body() body: unknown): Promise<BackfillStatus> {
    return this.steer(caller, id, 'stop', body);
  }

  @Post(':id/resume')
  @HttpCode(200)
  resume(@Caller() caller: Access, @Param('id') id: string, @Body() body: unknown): Promise<BackfillStatus> {
    return this.steer(caller, id, 'resume', body);
  }

  private async steer(
    caller: Access,
    id: string,
    move: 'stop' | 'resume',
    body: unknown,
  ): Promise<BackfillStatus> {
    const { by, why } = checked(decisionBody, body);
    const found = await this.office.steer(checked(idText, id), { move, by: caller.by(by), why });
    if (found === null) throw new ConflictException(`回补 ${id} 不存在，或它的状态不允许这样做。`);
    return found;
  }
}
