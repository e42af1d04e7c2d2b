import { BadRequestException, Controller, Get, Query } from '@nestjs/common';
import type { z } from 'zod';
import { systemClock } from '#base/contracts';
import { figureRowsQuery, figuresQuery, monthlyQuery } from '#libs/api';
import {
  everything,
  findFigure,
  monthPeriod,
  openPeriod,
  readFigureRows,
  readFigures,
  readMonthlyReport,
  ReportStore,
  type FigureFilter,
  type FigureLine,
  type FigureRow,
  type MonthlyReport,
} from '#libs/reporting';
import { checked } from '../answers/checked.js';

/** Figures of the interaction, and the deliveries behind each: the very rows it counts. */
@Controller('api/v1/reports')
export class ReportsController {
  constructor(private readonly store: ReportStore) {}

  @Get('figures')
  figures(@Query() query: unknown): Promise<readonly FigureLine[]> {
    const asked = checked(figuresQuery, query);
    return readFigures(this.store.database, filterOf(asked), [asked.by]);
  }

  @Get('rows')
  rows(@Query() query: unknown): Promise<readonly FigureRow[]> {
    const asked = checked(figureRowsQuery, query);
    const figure = findFigure(asked.figure);
    if (figure === null) throw new BadRequestException('参数 figure 不正确：没有这项指标，请核对后重试。');
    return readFigureRows(this.store.database, figure.name, filterOf(asked), asked.limit);
  }

  @Get('monthly')
  monthly(@Query() query: unknown): Promise<MonthlyReport> {
    const { month, ...scope } = checked(monthlyQuery, query);
    const filter = filterOf({ ...scope, month, from: null, to: null, dated: 'push' });
    return readMonthlyReport(this.store.database, filter);
  }
}

type Asked = Omit<z.infer<typeof figuresQuery>, 'by'>;

function filterOf({ below, month, from, to, dated, ...scope }: Asked): FigureFilter {
  if (month !== null && (from ?? to) !== null)
    throw new BadRequestException('参数 month 与 from、to 不能同时使用，请只给一种期间。');
  return {
    ...everything(systemClock.now()),
    ...scope,
    below: below === 'true',
    ...(month === null ? openPeriod(from, to) : monthPeriod(month)),
    datedBy: dated,
  };
}
