import { Controller, Get, Query } from '@nestjs/common';
import { readCosts, ReportStore, type SourceCost } from '#libs/reporting';
import { checked, runsQuery } from './query-schemas.js';

/** What reading costs the departments' systems. */
@Controller('api/v1')
export class CostsController {
  constructor(private readonly store: ReportStore) {}

  @Get('costs')
  costs(@Query() query: unknown): Promise<readonly SourceCost[]> {
    return readCosts(this.store.database, checked(runsQuery, query));
  }
}
