/**
 * Who must act before a record can go on: the department that sent it, the hub's operators (mapping, connection, policy data), the
 * approval bureau (items, clauses), or the department that wrote a reply.
 */
export type OwnerRole = 'department' | 'operators' | 'approval';

const operators: readonly string[] = [
  'HUB_RAW_MALFORMED',
  'HUB_RECORD_UNREADABLE',
  'HUB_STREAM_UNKNOWN',
  'HUB_GENERATION_UNKNOWN',
  'HUB_CODE_UNKNOWN',
  'HUB_MAPPING_INVALID',
  'HUB_CALENDAR_UNPUBLISHED',
  'HUB_SOURCE_INVALID',
  'HUB_SECRET_MISSING',
  'HUB_SECRET_INVALID',
  'HUB_SECRET_TAMPERED',
  'HUB_VAULT_KEY_INVALID',
  'HUB_VAULT_KEY_WRONG',
  'HUB_PUBLISH_FAILED',
];
const approval: readonly string[] = ['HUB_ITEM_UNKNOWN', 'HUB_CLAUSE_UNKNOWN'];

/** Who must act on a fault; what is neither the hub's nor the approval bureau's is the content or the system of the department itself. */
export function ownerOf(code: string): OwnerRole {
  if (operators.includes(code)) return 'operators';
  return approval.includes(code) ? 'approval' : 'department';
}
