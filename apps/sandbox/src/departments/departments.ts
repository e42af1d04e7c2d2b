import { ecology } from './ecology.js';
import { emergency } from './emergency.js';
import { health } from './health.js';
import { licences } from './licences.js';
import { marketRegulation } from './market-regulation.js';
import type { SampleDepartment } from './sample-department.js';
import { traffic } from './traffic.js';

/** The sample departments whose systems are no front databases. */
export const sampleDepartments: readonly SampleDepartment[] = [
  marketRegulation,
  ecology,
  emergency,
  health,
  traffic,
  licences,
];
