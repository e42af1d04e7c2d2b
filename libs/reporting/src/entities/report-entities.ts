import type { EntitySchema } from '#base/postgres';
import { auditEntity } from './audit.entity.js';
import { codeAdditionEntity } from './code-addition.entity.js';
import { departmentEntity } from './department.entity.js';
import { fuseEntity } from './fuse.entity.js';
import { nobodyToTellEntity } from './nobody-to-tell.entity.js';
import { parkedEntity } from './parked.entity.js';
import { runEntity } from './run.entity.js';

/** Every table of the control plane that reports read or write on its own. */
export const reportEntities: readonly EntitySchema[] = [
  auditEntity,
  codeAdditionEntity,
  departmentEntity,
  fuseEntity,
  nobodyToTellEntity,
  parkedEntity,
  runEntity,
];
