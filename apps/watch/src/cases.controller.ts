import { Controller, Get, NotFoundException, Param, Query } from '@nestjs/common';
import { toCaseNumber } from '#base/contracts';
import {
  readCase,
  readNobodyToTell,
  readWaiting,
  ReportStore,
  type CaseLife,
  type NobodyToTell,
  type WaitingCase,
} from '#libs/reporting';
import { checked, listQuery } from './query-schemas.js';

/** Cases: one by its number, those that wait, those that nobody is told about. */
@Controller('api/v1')
export class CasesController {
  constructor(private readonly store: ReportStore) {}

  @Get('cases/:number')
  async life(@Param('number') number: string): Promise<readonly CaseLife[]> {
    const lives = await readCase(this.store, toCaseNumber(number));
    if (lives.length === 0) throw new NotFoundException('没有这个办件，请核对编号。');
    return lives;
  }

  @Get('waiting')
  waiting(@Query() query: unknown): Promise<readonly WaitingCase[]> {
    return readWaiting(this.store.database, checked(listQuery, query).limit);
  }

  @Get('nobody-to-tell')
  nobodyToTell(@Query() query: unknown): Promise<readonly NobodyToTell[]> {
    return readNobodyToTell(this.store.plane, checked(listQuery, query).limit);
  }
}
