import type { Queryable, SourceId } from '#base/contracts';

/** Stream → unified field → what the department writes → what it means. */
export type AddedCodes = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;

/** The codes operators added to a source's mapping. */
export async function readAddedCodes(database: Queryable, source: SourceId): Promise<AddedCodes> {
  const { rows } = await database.query<{
    readonly stream: string;
    readonly field: string;
    readonly codes: Readonly<Record<string, string>>;
  }>(
    `select stream, field, jsonb_object_agg(raw, canonical) as codes
       from intake.code_addition
      where source = $1
      group by stream, field`,
    [source],
  );
  const streams = Map.groupBy(rows, ({ stream }) => stream);
  return Object.fromEntries(
    [...streams].map(([stream, own]) => [
      stream,
      Object.fromEntries(own.map(({ field, codes }) => [field, codes])),
    ]),
  );
}
