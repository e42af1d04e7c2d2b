import { Controller, Get, NotFoundException, Param, Query } from '@nestjs/common';
import {
  ParkedDesk,
  openStates,
  readBackfills,
  readDeliveries,
  readParkedGroups,
  readRuns,
  readWithheldList,
  ReportStore,
  type BackfillStatus,
  type DeliveryEntry,
  type ParkedDetail,
  type ParkedEntry,
  type ParkedGroup,
  type Run,
  type WithheldEntry,
} from '#libs/reporting';
import {
  checked,
  deliveriesQuery,
  idText,
  parkedGroupsQuery,
  parkedQuery,
  runsQuery,
} from './query-schemas.js';

/** What is parked, what was delivered, and how reading went. */
@Controller('api/v1')
export class ListsController {
  constructor(
    private readonly store: ReportStore,
    private readonly desk: ParkedDesk,
  ) {}

  @Get('parked')
  parked(@Query() query: unknown): Promise<readonly ParkedEntry[]> {
    const { case: caseNumber, ...filter } = checked(parkedQuery, query);
    return this.desk.list({ ...filter, caseNumber, states: openStates });
  }

  @Get('parked/groups')
  parkedGroups(@Query() query: unknown): Promise<readonly ParkedGroup[]> {
    return readParkedGroups(this.store, checked(parkedGroupsQuery, query).source);
  }

  @Get('parked/:id')
  async parkedRecord(@Param('id') id: string): Promise<ParkedDetail> {
    const detail = await this.desk.show(checked(idText, id));
    if (detail === null) throw new NotFoundException('没有这个编号的隔离记录。');
    return detail;
  }

  @Get('deliveries')
  deliveries(@Query() query: unknown): Promise<readonly DeliveryEntry[]> {
    const { overdue, ...filter } = checked(deliveriesQuery, query);
    return readDeliveries(this.store.database, { ...filter, overdueOnly: overdue === 'true' });
  }

  @Get('backfills')
  backfills(@Query() query: unknown): Promise<readonly BackfillStatus[]> {
    return readBackfills(this.store.database, { ...checked(runsQuery, query), id: null });
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
