import { Body, Controller, Get, HttpCode, NotFoundException, Post } from '@nestjs/common';
import { dropCodeBody, fuseBody } from '#libs/api';
import { readFuses, ReportStore, type BlownFuse, type CodeAddition } from '#libs/reporting';
import { Access, Caller } from '../access/access.js';
import { ParkedOffice } from './parked-office.js';
import { checked } from '../answers/checked.js';

/** What parked records led to: codes that operators added, and streams that are held. */
@Controller('api/v1')
export class CodesController {
  constructor(
    private readonly store: ReportStore,
    private readonly office: ParkedOffice,
  ) {}

  @Get('codes')
  codes(): Promise<readonly CodeAddition[]> {
    return this.office.codes.list();
  }

  @Post('codes/drop')
  @HttpCode(200)
  async drop(@Caller() caller: Access, @Body() body: unknown): Promise<{ readonly dropped: boolean }> {
    const { by, why, ...name } = checked(dropCodeBody, body);
    const dropped = await this.office.codes.drop(name, caller.by(by), why);
    if (!dropped) throw new NotFoundException('没有这个补充的代码。');
    return { dropped };
  }

  @Get('fuses')
  fuses(): Promise<readonly BlownFuse[]> {
    return readFuses(this.store.plane);
  }

  @Post('fuses/reset')
  @HttpCode(200)
  async reset(@Caller() caller: Access, @Body() body: unknown): Promise<{ readonly reset: boolean }> {
    const { source, stream, by, why } = checked(fuseBody, body);
    const reset = await this.office.fuses.reset(source, stream, caller.by(by), why);
    if (!reset) throw new NotFoundException('该数据流没有因隔离过多而暂停。');
    return { reset };
  }
}
