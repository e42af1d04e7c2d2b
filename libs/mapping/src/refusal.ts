import type { FaultCode, MappingFault } from '#base/contracts';

const refusedMark = '"$refused":';

/** Why a connector could not read the row, as it says in the row's place; null for rows that were read. Almost every body only pays a search. */
export function refusalOf(body: string): MappingFault | null {
  if (!body.includes(refusedMark)) return null;
  const { $refused: refusal, $code: code, $file: file, $line: line } = parseObject(body);
  if (typeof refusal !== 'string') return null;
  if (isRowCode(code)) return { code, field: null, sentence: `${refusal}。` };
  const place =
    typeof file === 'string' && typeof line === 'number' ? `文件 ${file} 第 ${line} 行` : '来源的一行';
  return { code: 'HUB_ROW_REFUSED', field: null, sentence: `${place}无法读取：${refusal}。` };
}

/** What intake says of a row that could not travel. */
function isRowCode(code: unknown): code is FaultCode {
  return code === 'HUB_ROW_REFUSED' || code === 'HUB_RECORD_TOO_LARGE' || code === 'HUB_RECORD_UNREADABLE';
}

function parseObject(body: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}
