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
import {
  codeBody,
  correctionBody,
  discardBody,
  idText,
  parkedGroupsQuery,
  parkedQuery,
  retryBody,
} from '#libs/api';
import {
  openStates,
  ParkedDesk,
  readParkedGroups,
  ReportStore,
  type ParkedDetail,
  type ParkedEntry,
  type ParkedGroup,
} from '#libs/reporting';
import { Access, Caller } from '../access/access.js';
import { ParkedOffice, type AddedCode, type Moved } from './parked-office.js';
import { checked } from '../answers/checked.js';

/** What is parked, and a person's decisions about it. */
@Controller('api/v1/parked')
export class ParkedController {
  constructor(
    private readonly store: ReportStore,
    private readonly desk: ParkedDesk,
    private readonly office: ParkedOffice,
  ) {}

  @Get()
  list(@Caller() { reach }: Access, @Query() query: unknown): Promise<readonly ParkedEntry[]> {
    const { case: caseNumber, ...filter } = checked(parkedQuery, query);
    return this.desk.list({ ...filter, caseNumber, within: reach.sources, states: openStates });
  }

  @Get('groups')
  groups(@Caller() { reach }: Access, @Query() query: unknown): Promise<readonly ParkedGroup[]> {
    return readParkedGroups(this.store, checked(parkedGroupsQuery, query).source, reach.sources);
  }

  @Get(':id')
  async show(@Caller() { reach }: Access, @Param('id') id: string): Promise<ParkedDetail> {
    const detail = await this.desk.show(checked(idText, id));
    if (detail === null || !reach.coversOwner(detail.source))
      throw new NotFoundException('没有这个编号的隔离记录。');
    return detail;
  }

  /** Normalise takes the records in again on its own; whoever asked looks at the list. */
  @Post('retry')
  @HttpCode(202)
  async retry(@Caller() caller: Access, @Body() body: unknown): Promise<Moved> {
    const { which, by, why } = checked(retryBody, body);
    const moved = await this.office.retry(which, caller.by(by), why);
    if (moved === null) throw new NotFoundException('没有这个名称的组，请用 parked/groups 核对。');
    return moved;
  }

  @Post('discard')
  @HttpCode(200)
  async discard(@Caller() caller: Access, @Body() body: unknown): Promise<Moved> {
    const { ids, by, why } = checked(discardBody, body);
    const moved = await this.desk.discard(ids, caller.by(by), why);
    return { count: moved.length, ids: moved };
  }

  @Post(':id/correction')
  @HttpCode(200)
  async correct(
    @Caller() caller: Access,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<{ readonly corrected: boolean }> {
    const { field: column, value, by, why } = checked(correctionBody, body);
    const correction = { id: checked(idText, id), column, value, by: caller.by(by), why };
    const outcome = await this.desk.correct(correction);
    if (!outcome.corrected) throw new ConflictException(outcome.sentence);
    return outcome;
  }

  @Post(':id/code')
  @HttpCode(200)
  async addCode(
    @Caller() caller: Access,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<AddedCode> {
    const { as: canonical, by, why } = checked(codeBody, body);
    const added = await this.office.addCode(checked(idText, id), canonical, caller.by(by), why);
    if ('sentence' in added) throw new ConflictException(added.sentence);
    return added;
  }
}
