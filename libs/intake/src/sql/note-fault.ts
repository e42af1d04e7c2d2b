import type { HubError, Queryable, SourceId } from '#base/contracts';

/** Shows a source's fault, or with null that it has none; `resting` keeps collectors away for a while. */
export async function noteFault(
  database: Queryable,
  source: SourceId,
  fault: HubError | null,
  resting: boolean,
): Promise<void> {
  await database.query(
    `update intake.source
        set fault_code = $2, fault_sentence = $3, faulted_at = case when $4 then now() end
      where id = $1 and (fault_code, fault_sentence) is distinct from ($2, $3) or id = $1 and $4`,
    [source, fault?.code ?? null, fault?.sentence ?? null, resting],
  );
}
