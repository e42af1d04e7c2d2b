import { posix } from 'node:path';
import type { Archive } from './archive.js';
import { BrokenWorkbook, noWorkbook } from './broken-workbook.js';
import { partText } from './part-text.js';
import { isSet, readXml, type Attributes, type XmlHandler } from './xml-part.js';

/** One sheet as the workbook lists it, and the part that holds it. */
export interface SheetEntry {
  readonly name: string;
  readonly part: string;
  readonly hidden: boolean;
}

/** What a workbook says of itself: where its days are counted from, its sheets in their order, and where shared parts lie. */
export interface Contents {
  readonly epoch: 1900 | 1904;
  readonly sheets: readonly SheetEntry[];
  readonly sharedStrings: string | null;
  readonly styles: string | null;
}

interface Relation {
  readonly id: string;
  /** The last word of its type; transitional and strict differ before it. */
  readonly type: string;
  readonly part: string;
}

const ignored = (): void => undefined;

/** Reads a workbook's table of contents, by the relations between its parts (ECMA-376 part 2 §6.5, part 1 §12.3.23). Throws BrokenWorkbook. */
export async function readContents(archive: Archive): Promise<Contents> {
  const [main] = (await relationsOf(archive, '')).filter(({ type }) => type === 'officedocument');
  const part = main?.part ?? 'xl/workbook.xml';
  if (!archive.has(part)) throw new BrokenWorkbook(1, noWorkbook);
  const relations = await relationsOf(archive, part);
  const parts = new Map(relations.map((relation) => [relation.id, relation]));
  const sheets: SheetEntry[] = [];
  let epoch: Contents['epoch'] = 1900;
  const open: XmlHandler['open'] = (name, attributes) => {
    if (name === 'workbookPr' && isSet(attributes, 'date1904')) epoch = 1904;
    if (name !== 'sheet') return;
    const relation = parts.get(relationId(attributes));
    // Charts and dialogues are sheets without cells.
    if (relation?.type !== 'worksheet') return;
    const hidden = (attributes.get('state') ?? 'visible') !== 'visible';
    sheets.push({ name: attributes.get('name') ?? '', part: relation.part, hidden });
  };
  await readPart(archive, part, { open, close: ignored, text: ignored });
  const of = (type: string): string | null => {
    const found = relations.find((relation) => relation.type === type)?.part;
    return found !== undefined && archive.has(found) ? found : null;
  };
  return { epoch, sheets, sharedStrings: of('sharedstrings'), styles: of('styles') };
}

/** Reads a part that is held as a whole. */
export async function readPart(
  archive: Archive,
  part: string,
  handler: XmlHandler,
  namespaced = true,
): Promise<void> {
  await archive.verify(part, true);
  const reading = readXml(partText(archive.bytes(part)), handler, namespaced);
  while ((await reading.next()).done !== true);
}

async function relationsOf(archive: Archive, source: string): Promise<readonly Relation[]> {
  const folder = posix.dirname(source);
  const part = posix.join(folder, '_rels', `${posix.basename(source)}.rels`);
  if (!archive.has(part)) return [];
  const relations: Relation[] = [];
  const open: XmlHandler['open'] = (name, attributes) => {
    const target = attributes.get('Target');
    if (name !== 'Relationship' || target === undefined || attributes.get('TargetMode') === 'External')
      return;
    const type = (attributes.get('Type') ?? '').toLowerCase();
    relations.push({
      id: attributes.get('Id') ?? '',
      type: type.slice(type.lastIndexOf('/') + 1),
      part: posix.join('/', target.startsWith('/') ? '' : folder, target).slice(1),
    });
  };
  await readPart(archive, part, { open, close: ignored, text: ignored }, false);
  return relations;
}

/** The attribute `id` of the relations' namespace, whatever its prefix. */
function relationId(attributes: Attributes): string {
  return [...attributes].find(([name]) => name.endsWith(':id'))?.[1] ?? '';
}
