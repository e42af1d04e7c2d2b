import { EntitySchema } from '#base/postgres';

/** `policy.department`: a body of a region. One that has left the policy stays, no longer `current`. */
export interface PolicyDepartment {
  readonly region: string;
  readonly department: string;
  readonly name: string;
  readonly uscc: string;
  readonly role: string;
  readonly partitions: number;
  readonly liaison: string;
  readonly liaisons: readonly { readonly items: readonly string[]; readonly liaison: string }[];
  readonly leader: string | null;
  readonly current: boolean;
}

export const departmentEntity = new EntitySchema<PolicyDepartment>({
  name: 'department',
  schema: 'policy',
  tableName: 'department',
  columns: {
    region: { type: 'text', primary: true },
    department: { type: 'text', primary: true },
    name: { type: 'text' },
    uscc: { type: 'text' },
    role: { type: 'text' },
    partitions: { type: 'integer' },
    liaison: { type: 'text' },
    liaisons: { type: 'jsonb' },
    leader: { type: 'text', nullable: true },
    current: { type: 'boolean' },
  },
});
