import { Controller, Get, Query } from '@nestjs/common';
import {
  readDeliveries,
  readRuns,
  readWithheldList,
  ReportStore,
  type DeliveryEntry,
  type Run,
  type WithheldEntry,
} from '#libs/reporting';
import { checked, deliveriesQuery, runsQuery } from './query-schemas.js';

/** What was delivered or withheld, and how reading went. */
@Controller('api/v1')
export class ListsController {
  constructor(private readonly store: ReportStore) {}

  @Get('deliveries')
  deliveries(@Query() query: unknown): Promise<readonly DeliveryEntry[]> {
    const { overdue, ...filter } = checked(deliveriesQuery, query);
    return readDeliveries(this.store.database, { ...filter, overdueOnly: overdue === 'true' });
  }

  @Get('withheld')
  withheld(@Query() query: unknown): Promise<readonly WithheldEntry[]> {
    return readWithheldList(this.store.database, checked(runsQuery, query));
  }

  @Get('runs')
  runs(@Query() query: unknown): Promise<readonly Run[]> {
    return readRuns(this.store.plane, checked(runsQuery, query));
  }
}
