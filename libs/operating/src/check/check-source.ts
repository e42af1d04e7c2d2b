import {
  HubError,
  type CheckLine,
  type Queryable,
  type SourceDefinition,
  type SourceReader,
  type StreamDefinition,
} from '#base/contracts';
import { findConnector } from '#libs/connectors';
import { readDeclared } from '#libs/intake';
import { compareColumns, mapperOfStream, runExamples, type Standards } from '#libs/mapping';
import type { SourceGround } from '../source-ground.js';
import { declaredLines } from './declared-lines.js';

/** Checks a source by its definition, and by what its tables were agreed to be where the hub's database is at hand; changes nothing anywhere. */
export async function checkSource(
  { source, standards, secret }: SourceGround,
  database: Queryable | null,
): Promise<readonly CheckLine[]> {
  const reader = await findConnector(source.connector).open(source, secret);
  try {
    const found = await reader.check();
    const agreed = database === null ? [] : await readDeclared(database, source.id);
    return [
      ...found,
      ...exampleLines(source, standards),
      ...(await mappingLines(source, standards, reader)),
      ...(await declaredLines(source, agreed, reader)),
    ];
  } finally {
    await reader.close();
  }
}

function exampleLines(
  { standard, generation }: SourceDefinition,
  standards: Standards,
): readonly CheckLine[] {
  const own = standards.entries.filter(
    ({ document }) => document.standard === standard && document.generation === generation,
  );
  const failures = own.flatMap(runExamples);
  if (failures.length === 0) {
    return [
      {
        subject: `${standard} ${generation}`,
        verdict: 'ok',
        sentence: `${own.length} 个映射文件的示例全部通过`,
      },
    ];
  }
  return failures.map(({ path, example, problem }) => ({
    subject: path,
    verdict: 'fault',
    sentence: `示例“${example}”未通过：${problem}`,
  }));
}

async function mappingLines(
  definition: SourceDefinition,
  standards: Standards,
  reader: SourceReader,
): Promise<readonly CheckLine[]> {
  const lines: CheckLine[] = [];
  for (const stream of definition.streams) {
    const columns = await columnsOf(reader, stream);
    if (columns.length > 0) lines.push(...columnLines(definition, standards, stream, columns));
  }
  return lines;
}

/** A table that cannot be seen has no columns; that it cannot be seen, the reader's own check has said. */
async function columnsOf(reader: SourceReader, stream: StreamDefinition): Promise<readonly string[]> {
  try {
    return await reader.columns(stream);
  } catch (thrown) {
    if (thrown instanceof HubError && thrown.code === 'HUB_SOURCE_INVALID') return [];
    throw thrown;
  }
}

function columnLines(
  definition: SourceDefinition,
  standards: Standards,
  stream: StreamDefinition,
  columns: readonly string[],
): readonly CheckLine[] {
  const subject = `${stream.name} ${stream.table}`;
  const lookup = mapperOfStream(standards, definition, stream);
  if (!lookup.found) return [{ subject, verdict: 'fault', sentence: lookup.fault.sentence }];
  const { unmapped, absent } = compareColumns(lookup.mapper, columns);
  const lines: CheckLine[] = [];
  if (unmapped.length > 0) {
    lines.push({ subject, verdict: 'warning', sentence: `未映射的列：${unmapped.join('、')}` });
  }
  if (absent.length > 0) {
    lines.push({ subject, verdict: 'warning', sentence: `映射用到而表中没有的列：${absent.join('、')}` });
  }
  return lines.length > 0 ? lines : [{ subject, verdict: 'ok', sentence: `${columns.length} 列与映射一致` }];
}
