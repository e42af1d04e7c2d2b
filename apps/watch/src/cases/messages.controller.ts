import { Controller, Get, NotFoundException, Param, Query } from '@nestjs/common';
import { deadlinesQuery, deliveriesQuery, messageId } from '#libs/api';
import {
  readDeadlines,
  readDeliveries,
  readMessage,
  ReportStore,
  type DeadlineEntry,
  type DeliveryEntry,
  type MessageLife,
} from '#libs/reporting';
import { Access, Caller } from '../access/access.js';
import { checked } from '../answers/checked.js';

/** What departments were sent, what became of it, and what they owe by when. */
@Controller('api/v1')
export class MessagesController {
  constructor(private readonly store: ReportStore) {}

  @Get('messages/:id')
  async message(@Caller() { reach }: Access, @Param('id') id: string): Promise<MessageLife> {
    const found = await readMessage(this.store.database, checked(messageId, id));
    if (found === null || !(reach.coversOwner(found.from) || reach.coversOwner(found.to)))
      throw new NotFoundException('没有这个编号的消息。');
    return found;
  }

  @Get('deliveries')
  deliveries(@Caller() { reach }: Access, @Query() query: unknown): Promise<readonly DeliveryEntry[]> {
    const { overdue, ...filter } = checked(deliveriesQuery, query);
    const within = reach.bounds;
    return readDeliveries(this.store.database, { ...filter, within, overdueOnly: overdue === 'true' });
  }

  @Get('deadlines')
  deadlines(@Caller() { reach }: Access, @Query() query: unknown): Promise<readonly DeadlineEntry[]> {
    const { overdue, settled, dueBefore, ...filter } = checked(deadlinesQuery, query);
    return readDeadlines(this.store.database, {
      ...filter,
      within: reach.bounds,
      overdueOnly: overdue === 'true',
      settled: settled === 'true',
      dueBefore: dueBefore === null ? null : new Date(dueBefore),
    });
  }
}
