import { beijingDay } from '#base/contracts';
import { openCalendar, planDeadline, planLadder } from '#libs/calendar';
import type { PolicyEdition, PolicyReader } from '#libs/catalogue';
import type { ReadTrackingPolicy, TrackingPolicy } from '#libs/tracking';

/** Answers tracking's questions from the newest policy edition. */
export function readTrackingPolicy(reader: Pick<PolicyReader, 'current'>): ReadTrackingPolicy {
  return async () => open(await reader.current());
}

function open({ snapshot, calendar }: PolicyEdition): TrackingPolicy {
  const days = openCalendar(calendar);
  return {
    approvalBureau: (region) => snapshot.approvalBureau(region),
    contact: (of, item) => snapshot.contact(of, item),
    party: (of) => snapshot.department(of)?.role ?? null,
    mayTell: (from, to) => snapshot.partners(from, to),
    responsible: (region, item, at) => {
      const boundary = snapshot.boundary(region, item, beijingDay(at));
      return boundary === null ? [] : [...boundary.supervises, ...boundary.enforces];
    },
    urgeBefore: (clause) =>
      clause === null ? null : (snapshot.clause(clause.id, clause.version)?.urgeBefore ?? null),
    plan: (owedBy, start, expects, limit, urgeBefore) =>
      planDeadline(days.forDepartment(owedBy), start, { expects, limit, urgeBefore }),
    quiet: (of, at) => !days.forDepartment(of).worksAt(at),
    ladder: (deadline) => {
      const { clause, to } = deadline;
      const known = clause === null ? null : snapshot.clause(clause.id, clause.version);
      return planLadder(days.forDepartment(to), deadline, known?.ladder ?? null);
    },
  };
}
