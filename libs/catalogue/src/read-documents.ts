import { brandAs, type CalendarData, type DepartmentCode, type RegionCode } from '#base/contracts';
import { expandRun } from './day-runs.js';
import type { CalendarDocument, DepartmentDocument } from './document-schema.js';
import type { DepartmentEntry } from './policy-content.js';

/** A department document as an entry. */
export function readDepartment(document: DepartmentDocument): DepartmentEntry {
  const { document: _, region, department, ...rest } = document;
  return { region: brandAs<RegionCode>(region), department: brandAs<DepartmentCode>(department), ...rest };
}

/** The calendar document with its runs of days written out. */
export function readCalendarDocument(document: CalendarDocument): CalendarData {
  const { version, publishedFrom, publishedUntil } = document;
  return {
    version,
    publishedFrom,
    publishedUntil,
    years: Object.entries(document.years).map(([year, { off, work }]) => ({
      year: Number(year),
      off: off.flatMap((run) => expandRun(run, `${year}-`)),
      work: work.flatMap((run) => expandRun(run, `${year}-`)),
    })),
    regions: document.regions.map(({ off, work, ...where }) => ({
      ...where,
      off: off.flatMap((run) => expandRun(run)),
      work: work.flatMap((run) => expandRun(run)),
    })),
  };
}
