import { HubError, type Queryable, type SourceId, type StreamName } from '#base/contracts';

/** The number of a stream in the tables of what was seen; setup gave it one. */
export async function selectStreamNumber(
  database: Queryable,
  source: SourceId,
  stream: StreamName,
): Promise<number> {
  const { rows } = await database.query<{ number: number }>(
    'select number from intake.checkpoint where source = $1 and stream = $2',
    [source, stream],
  );
  const number = rows[0]?.number;
  if (number !== undefined) return number;
  const sentence = `数据源 ${source} 的数据流 ${stream} 没有检查点，请重新执行 hub setup。`;
  throw new HubError('HUB_SOURCE_INVALID', sentence, { source, stream });
}
