import { Controller, Get, Query } from '@nestjs/common';
import { driftQuery, runsQuery } from '#libs/api';
import { readCosts, readDrift, ReportStore, type DriftEntry, type SourceCost } from '#libs/reporting';
import { Access, Caller } from '../access/access.js';
import { checked } from '../answers/checked.js';

/** What reading costs the departments' systems, and where they no longer look as agreed. */
@Controller('api/v1')
export class CostsController {
  constructor(private readonly store: ReportStore) {}

  @Get('costs')
  costs(@Caller() { reach }: Access, @Query() query: unknown): Promise<readonly SourceCost[]> {
    return readCosts(this.store.database, { ...checked(runsQuery, query), within: reach.sources });
  }

  @Get('drift')
  drift(@Caller() { reach }: Access, @Query() query: unknown): Promise<readonly DriftEntry[]> {
    const { all, ...filter } = checked(driftQuery, query);
    return readDrift(this.store.database, { ...filter, within: reach.sources, openOnly: all === 'false' });
  }
}
