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
  sources(): Promise<readonly SourceStatus[]> {
    return readSources(this.store.database, this.topics);
  }

  @Get('departments')
  departments(): Promise<readonly DepartmentStatus[]> {
    return readDepartments(this.store);
  }
}
