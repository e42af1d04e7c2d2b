import { Controller, Get, Query } from '@nestjs/common';
import { runsQuery } from '#libs/api';
import { readRuns, readWithheldList, ReportStore, type Run, type WithheldEntry } from '#libs/reporting';
import { Access, Caller } from '../access/access.js';
import { checked } from '../answers/checked.js';

/** What was withheld, and how reading went. */
@Controller('api/v1')
export class ListsController {
  constructor(private readonly store: ReportStore) {}

  @Get('withheld')
  withheld(@Caller() { reach }: Access, @Query() query: unknown): Promise<readonly WithheldEntry[]> {
    return readWithheldList(this.store.database, {
      ...checked(runsQuery, query),
      within: reach.sources,
    });
  }

  @Get('runs')
  runs(@Caller() { reach }: Access, @Query() query: unknown): Promise<readonly Run[]> {
    return readRuns(this.store.plane, { ...checked(runsQuery, query), within: reach.sources });
  }
}
