import type { Queryable } from '#base/contracts';

export interface SourceRow {
  readonly id: string;
  readonly name: string;
  readonly connector: string;
  readonly standard: string;
  readonly generation: string;
  readonly state: string;
  readonly enabled: boolean;
  readonly fault_code: string | null;
  readonly fault_sentence: string | null;
  readonly owner: string | null;
}

export async function selectSources(database: Queryable): Promise<readonly SourceRow[]> {
  const { rows } = await database.query<SourceRow>(
    `select s.id, s.name, s.connector, s.standard, s.generation, s.state, s.enabled, s.fault_code, s.fault_sentence,
            l.owner
       from intake.source s
       left join intake.lease l on l.source = s.id and l.held_until > now()
      order by s.id`,
  );
  return rows;
}
