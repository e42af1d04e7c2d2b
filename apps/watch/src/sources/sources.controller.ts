import {
  Body,
  ConflictException,
  Controller,
  Get,
  HttpCode,
  NotFoundException,
  Param,
  Post,
} from '@nestjs/common';
import { decisionBody, transitionBody } from '#libs/api';
import type { RetryOutcome, SourceMove } from '#libs/intake';
import { Access, Caller } from '../access/access.js';
import { SourceLife, type SourceLifeView } from './source-life.js';
import { checked } from '../answers/checked.js';

/** One source with its past, and a person's decisions about it. */
@Controller('api/v1/sources/:id')
export class SourcesController {
  constructor(private readonly life: SourceLife) {}

  @Get()
  async source(@Param('id') id: string): Promise<SourceLifeView> {
    const found = await this.life.show(id);
    if (found === null) throw new NotFoundException('没有这个数据源，请核对编号。');
    return found;
  }

  @Post('transitions')
  @HttpCode(200)
  async transition(
    @Caller() caller: Access,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<Exclude<SourceMove, { readonly refused: string }>> {
    const { by, ...decision } = checked(transitionBody, body);
    const move = await this.life.move(id, { ...decision, by: caller.by(by) });
    if (move === null) throw new NotFoundException('没有这个数据源，请核对编号。');
    if ('refused' in move) throw new ConflictException(move.refused);
    return move;
  }

  @Post('retry')
  @HttpCode(200)
  async retry(
    @Caller() caller: Access,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<Exclude<RetryOutcome, { readonly refused: string }>> {
    const { by, why } = checked(decisionBody, body);
    const outcome = await this.life.retry(id, { by: caller.by(by), why });
    if (outcome === null) throw new NotFoundException('没有这个数据源，请核对编号。');
    if ('refused' in outcome) throw new ConflictException(outcome.refused);
    return outcome;
  }
}
