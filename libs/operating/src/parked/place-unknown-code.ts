import { brandAs, type Queryable, type SourceId, ownField } from '#base/contracts';
import { readAddedCodes, readSource } from '#libs/intake';
import { joinStandards, placeCode } from '#libs/mapping';
import type { UnknownCode } from '#libs/reporting';
import { readAppliedStandards } from '#libs/standards';

/** Finds the unified field that an unknown code belongs to and proves that the canonical code may stand there; else the sentence that says why not. */
export async function placeUnknownCode(
  database: Queryable,
  { source, stream: name, standard, generation, column, raw }: UnknownCode,
  canonical: string,
): Promise<{ readonly field: string } | { readonly sentence: string }> {
  const id = brandAs<SourceId>(source);
  const definition = await readSource(database, id);
  const stream = definition?.streams.find((each) => each.name === name);
  if (definition === null || stream === undefined)
    return { sentence: `数据源 ${source} 的定义里没有数据流 ${name}，请先执行 hub setup。` };
  const standards = joinStandards(await readAppliedStandards(database));
  const added = ownField(await readAddedCodes(database, id), name);
  const { kind } = stream;
  const lookup = standards.mapperFor(
    standard,
    generation,
    kind,
    ownField(definition.overrides, name),
    name,
    added,
  );
  if (!lookup.found) return { sentence: lookup.fault.sentence };
  return placeCode(lookup.mapper.coded, column, raw, canonical);
}
