import { departmentName, type DepartmentRef } from '#base/contracts';
import type { Applicant } from '../generator/applicant.js';
import type { Dice, ToldCase } from '../generator/index.js';

/** Somebody who was granted a licence, as a supervisor knows them. */
export interface Licensee {
  readonly applicant: Applicant;
  readonly region: string;
  /** 监管事项目录编码 of the item. */
  readonly supervisionCode: string;
}

const remembered = 100;

/** The licences that were granted while the samples live: what the supervisors inspect. */
export class Licences {
  readonly #held: { readonly licensee: Licensee; readonly supervisors: ReadonlySet<string> }[] = [];

  /** Remembers a case that ended with a licence somebody must be told of. */
  note({ plan, truth }: ToldCase): void {
    const { applicant, subject } = plan;
    const code = subject.item.aliases.find(({ system }) => system === 'supervisionCode')?.code;
    if (code === undefined || truth.owedTo.length === 0) return;
    const licensee = { applicant, region: truth.region, supervisionCode: code };
    this.#held.push({ licensee, supervisors: new Set(truth.owedTo.map(departmentName)) });
    if (this.#held.length > remembered) this.#held.shift();
  }

  /** One whom the department supervises; null while there is none. */
  pick(department: DepartmentRef, dice: Dice): Licensee | null {
    const own = this.#held.filter(({ supervisors }) => supervisors.has(departmentName(department)));
    return own.length === 0 ? null : dice.pick(own).licensee;
  }
}
