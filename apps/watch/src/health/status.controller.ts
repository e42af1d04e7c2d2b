import { Controller, Get } from '@nestjs/common';
import { TopicNames } from '#base/kafka';
import {
  readDepartments,
  readSources,
  readStatus,
  ReportStore,
  type DepartmentStatus,
  type HubStatus,
  type SourceStatus,
} from '#libs/reporting';
import { Access, Caller } from '../access/access.js';

/** The hub on one page, and its two tables. */
@Controller('api/v1')
export class StatusController {
  constructor(
    private readonly store: ReportStore,
    private readonly topics: TopicNames,
  ) {}

  @Get('status')
  status(): Promise<HubStatus> {
    return readStatus(this.store, this.topics);
  }

  @Get('sources')
  async sources(@Caller() { reach }: Access): Promise<readonly SourceStatus[]> {
    const sources = await readSources(this.store.database, this.topics);
    return sources.filter(({ source }) => reach.coversOwner(source));
  }

  @Get('departments')
  async departments(@Caller() { reach }: Access): Promise<readonly DepartmentStatus[]> {
    const departments = await readDepartments(this.store);
    return departments.filter(({ region, department }) => reach.covers(region, department));
  }
}
