import { Controller, Get, NotFoundException, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { Database } from '#base/postgres';
import {
  ParkedDesk,
  readDeliveries,
  type DeliveryEntry,
  type ParkedDetail,
  type ParkedEntry,
} from '#libs/reporting';
import { checked, deliveriesQuery, parkedQuery } from './query-schemas.js';

const idForm = z.string().regex(/^\d{1,18}$/);

/** What is parked and what was delivered. */
@Controller('api/v1')
export class ListsController {
  constructor(
    private readonly database: Database,
    private readonly desk: ParkedDesk,
  ) {}

  @Get('parked')
  parked(@Query() query: unknown): Promise<readonly ParkedEntry[]> {
    const { case: caseNumber, ...filter } = checked(parkedQuery, query);
    return this.desk.list({ ...filter, caseNumber, ids: null, states: ['parked', 'releasing'] });
  }

  @Get('parked/:id')
  async parkedRecord(@Param('id') id: string): Promise<ParkedDetail> {
    const detail = await this.desk.show(checked(idForm, id));
    if (detail === null) throw new NotFoundException('没有这个编号的隔离记录。');
    return detail;
  }

  @Get('deliveries')
  deliveries(@Query() query: unknown): Promise<readonly DeliveryEntry[]> {
    const { overdue, ...filter } = checked(deliveriesQuery, query);
    return readDeliveries(this.database, { ...filter, overdueOnly: overdue === 'true' });
  }
}
