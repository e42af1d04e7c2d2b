import { Body, Controller, HttpCode, HttpException, Param, Post } from '@nestjs/common';
import { checkBody, previewBody } from '#libs/api';
import { Access, Caller } from '../access/access.js';
import { SourceTrials, type CheckAnswer, type Declined, type PreviewAnswer } from './source-trials.js';
import { checked } from '../answers/checked.js';

const statusOf: Readonly<Record<Declined['declined'], number>> = { unknown: 404, busy: 429, late: 504 };

/** A source tried out: can it be read, and what would its rows do? */
@Controller('api/v1/sources/:id')
export class TrialsController {
  constructor(private readonly trials: SourceTrials) {}

  @Post('check')
  @HttpCode(200)
  async check(
    @Caller() caller: Access,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<CheckAnswer> {
    const asked = checked(checkBody, body);
    return answered(await this.trials.check(id, { ...asked, by: caller.by(asked.by) }));
  }

  @Post('preview')
  @HttpCode(200)
  async preview(
    @Caller() caller: Access,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<PreviewAnswer> {
    const asked = checked(previewBody, body);
    return answered(await this.trials.preview(id, { ...asked, by: caller.by(asked.by) }));
  }
}

function answered<Answer extends object>(answer: Answer | Declined): Answer {
  if ('declined' in answer) throw new HttpException(answer.sentence, statusOf[answer.declined]);
  return answer;
}
