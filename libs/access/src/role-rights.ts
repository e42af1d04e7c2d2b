import { rightTitles, type Right, type Role } from '#base/contracts';

/**
 * What each role may do. Who administers accounts sees no business data, who audits changes nothing, and departments see their own part: the
 * three duties that 等保 keeps apart.
 */
export const roleRights: Readonly<Record<Role, readonly Right[]>> = {
  operator: [
    'status.read',
    'sources.read',
    'sources.change',
    'secrets.read',
    'secrets.change',
    'parked.read',
    'parked.change',
    'cases.read',
    'messages.read',
    'documents.publish',
    'support.ask',
    'policy.read',
    'lookups.ask',
    'personal.reveal',
  ],
  approval: [
    'sources.read',
    'parked.read',
    'cases.read',
    'messages.read',
    'messages.answer',
    'documents.publish',
    'support.ask',
    'policy.read',
    'lookups.ask',
    'personal.reveal',
  ],
  supervision: [
    'sources.read',
    'parked.read',
    'cases.read',
    'messages.read',
    'messages.answer',
    'documents.publish',
    'policy.read',
    'personal.reveal',
  ],
  auditor: [
    'status.read',
    'sources.read',
    'secrets.read',
    'parked.read',
    'cases.read',
    'messages.read',
    'policy.read',
    'journal.read',
  ],
  administrator: ['status.read', 'accounts.manage'],
};

/** The right of this name; null when there is none. */
export function findRight(name: string): Right | null {
  return Object.hasOwn(rightTitles, name) ? (name as Right) : null;
}
