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
  UseGuards,
} from '@nestjs/common';
import type { BackfillStatus } from '#libs/reporting';
import { BackfillOffice } from './backfill-office.js';
import { backfillBody, decisionBody } from './command-bodies.js';
import { OperatorGuard } from './operator.guard.js';
import { checked, idText, runsQuery } from './query-schemas.js';

/** Backfills with their progress; asking for one, stopping it and letting it go on. Whoever reads the source works on it. */
@Controller('api/v1/backfills')
export class BackfillsController {
  constructor(private readonly office: BackfillOffice) {}

  @Get()
  list(@Query() query: unknown): Promise<readonly BackfillStatus[]> {
    const { source, limit } = checked(runsQuery, query);
    return this.office.list(source, limit);
  }

  @Get(':id')
  async show(@Param('id') id: string): Promise<BackfillStatus> {
    const found = await this.office.show(checked(idText, id));
    if (found === null) throw new NotFoundException('没有这个编号的回补。');
    return found;
  }

  @Post()
  @HttpCode(202)
  @UseGuards(OperatorGuard)
  start(@Body() body: unknown): Promise<BackfillStatus | null> {
    return this.office.start(checked(backfillBody, body));
  }

  @Post(':id/stop')
  @HttpCode(200)
  @UseGuards(OperatorGuard)
  stop(@Param('id') id: string, @Body() body: unknown): Promise<BackfillStatus> {
    return this.steer(id, 'stop', body);
  }

  @Post(':id/resume')
  @HttpCode(200)
  @UseGuards(OperatorGuard)
  resume(@Param('id') id: string, @Body() body: unknown): Promise<BackfillStatus> {
    return this.steer(id, 'resume', body);
  }

  private async steer(id: string, move: 'stop' | 'resume', body: unknown): Promise<BackfillStatus> {
    const { by, why } = checked(decisionBody, body);
    const found = await this.office.steer(checked(idText, id), { move, by: `api:${by}`, why });
    if (found === null) throw new ConflictException(`回补 ${id} 不存在，或它的状态不允许这样做。`);
    return found;
  }
}
