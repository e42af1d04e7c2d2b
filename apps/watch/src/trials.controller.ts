import { Body, Controller, HttpCode, HttpException, Param, Post, UseGuards } from '@nestjs/common';
import { checkBody, previewBody } from './command-bodies.js';
import { OperatorGuard } from './operator.guard.js';
import { checked } from './query-schemas.js';
import { SourceTrials, type CheckAnswer, type Declined, type PreviewAnswer } from './source-trials.js';

const statusOf: Readonly<Record<Declined['declined'], number>> = { unknown: 404, busy: 429, late: 504 };

/** A source tried out: can it be read, and what would its rows do? */
@Controller('api/v1/sources/:id')
export class TrialsController {
  constructor(private readonly trials: SourceTrials) {}

  @Post('check')
  @HttpCode(200)
  @UseGuards(OperatorGuard)
  async check(@Param('id') id: string, @Body() body: unknown): Promise<CheckAnswer> {
    return answered(await this.trials.check(id, checked(checkBody, body)));
  }

  @Post('preview')
  @HttpCode(200)
  @UseGuards(OperatorGuard)
  async preview(@Param('id') id: string, @Body() body: unknown): Promise<PreviewAnswer> {
    return answered(await this.trials.preview(id, checked(previewBody, body)));
  }
}

function answered<Answer extends object>(answer: Answer | Declined): Answer {
  if ('declined' in answer) throw new HttpException(answer.sentence, statusOf[answer.declined]);
  return answer;
}
