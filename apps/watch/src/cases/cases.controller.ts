import { Controller, Get, NotFoundException, Param, Query } from '@nestjs/common';
import { toCaseNumber } from '#base/contracts';
import { caseQuery, listQuery } from '#libs/api';
import {
  readCase,
  readNobodyToTell,
  readWaiting,
  ReportStore,
  type CaseLife,
  type NobodyToTell,
  type WaitingCase,
} from '#libs/reporting';
import { Access, Caller } from '../access/access.js';
import { narrowLife } from './narrow-life.js';
import { checked } from '../answers/checked.js';

/** Cases: one by its number, those that wait, those that nobody is told about. */
@Controller('api/v1')
export class CasesController {
  constructor(private readonly store: ReportStore) {}

  @Get('cases/:number')
  async life(
    @Caller() { reach }: Access,
    @Param('number') number: string,
    @Query() query: unknown,
  ): Promise<readonly CaseLife[]> {
    const reveal = checked(caseQuery, query).reveal === 'true';
    const all = await readCase(this.store, toCaseNumber(number), { reveal });
    const lives = all.flatMap((life) => narrowLife(life, reach));
    if (lives.length === 0) throw new NotFoundException('没有这个办件，请核对编号。');
    return lives;
  }

  @Get('waiting')
  waiting(@Caller() { reach }: Access, @Query() query: unknown): Promise<readonly WaitingCase[]> {
    return readWaiting(this.store.database, checked(listQuery, query).limit, reach.sources);
  }

  @Get('nobody-to-tell')
  nobodyToTell(@Caller() { reach }: Access, @Query() query: unknown): Promise<readonly NobodyToTell[]> {
    return readNobodyToTell(this.store.plane, checked(listQuery, query).limit, reach.sources);
  }
}
