import { randomBytes } from 'node:crypto';
import { InvalidArgumentError, type Command } from 'commander';
import { roles, roleTitles, type DepartmentRef, type Place, type Right, type Role } from '#base/contracts';
import { findRight, type AccessPorts } from '#libs/access';
import type { ReportStore } from '#libs/reporting';
import type { Desk } from '../desk.js';
import { toDepartment } from '../secrets/secret-options.js';

/** A role and where it holds, as the command line tells them. */
export interface RoleOptions {
  readonly role: Role;
  readonly region?: string;
  readonly department?: DepartmentRef;
}

/** The options that say what somebody is to the hub, and how far they reach. */
export function withRole(command: Command): Command {
  const titles = Object.values(roleTitles).join('、');
  return command
    .requiredOption('--role <角色>', titles, toRole)
    .option('--department <区划.部门>', '审批部门、监管部门须指明，如 370800.zjj', toDepartment)
    .option('--region <区划>', '其他角色可限定的行政区划，含其下级，如 370800；不写则不限', toRegion);
}

/** Where the role holds. */
export function placeOf({ region, department }: RoleOptions): Place {
  if (department !== undefined) {
    if (region !== undefined) throw new InvalidArgumentError('部门与行政区划二者取一。');
    return department;
  }
  return { region: region ?? null, department: null };
}

/** A place as tables show it. */
export function placeText({ region, department }: Place): string {
  if (region === null) return '全枢纽';
  return department === null ? region : `${region}.${department}`;
}

/** A role by its Chinese or its English word. */
function toRole(text: string): Role {
  const role = roles.find((each) => text === each || text === roleTitles[each]);
  if (role === undefined)
    throw new InvalidArgumentError(`角色应为${Object.values(roleTitles).join('、')}之一。`);
  return role;
}

/** Names of rights, separated by commas. */
export function toRights(text: string): readonly Right[] {
  return text.split(',').map((name) => {
    const right = findRight(name.trim());
    if (right === null)
      throw new InvalidArgumentError(`没有权限 ${name.trim()}，可用的见 hub tokens rights。`);
    return right;
  });
}

/** What accounts and tokens stand on when a command works on them. */
export function accessPorts(desk: Desk, store: ReportStore): AccessPorts {
  return { database: store.database, clock: desk.clock, random: randomBytes };
}

function toRegion(text: string): string {
  if (!/^\d{6}$/.test(text)) throw new InvalidArgumentError('行政区划应为六位代码，如 370800。');
  return text;
}
