import type { Queryable } from '#base/contracts';

/** A secret that a source needs to be read. */
export interface SourceSecret {
  readonly source: string;
  readonly name: string;
  readonly secret: string;
}

/** What the sources need that are not retired: every `secret` their settings name; where a database source names none, its address. */
export async function selectSourceSecrets(database: Queryable): Promise<readonly SourceSecret[]> {
  const { rows } = await database.query<SourceSecret>(
    `with named as (
       select s.id, s.name, found #>> '{}' as secret
         from intake.source s,
              jsonb_path_query(s.definition, 'strict $.settings.**.secret', silent => true) as found
        where s.state <> 'retired' and jsonb_typeof(found) = 'string'
     )
     select id as source, name, secret from named
      union
     select s.id, s.name, 'source.' || s.id || '.url'
       from intake.source s
      where s.state <> 'retired' and s.connector in ('postgres', 'mysql', 'kingbase', 'oracle', 'sqlserver', 'dameng')
         and not exists (select from named n where n.id = s.id)
      order by source, secret`,
  );
  return rows;
}
