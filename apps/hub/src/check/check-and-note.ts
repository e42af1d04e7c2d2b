import { userInfo } from 'node:os';
import type { CheckLine, Clock, SourceDefinition } from '#base/contracts';
import { Database } from '#base/postgres';
import type { Settings } from '#base/settings';
import type { SourceMove } from '#libs/intake';
import { checkSource, noteCheck, readGround } from '#libs/operating';
import { readSecrets } from '../secrets/read-secrets.js';
import { titleOf } from '../words.js';

/** Checks a source by its definition in the configuration; a check without a fault is noted in the life of the source. */
export async function checkAndNote(
  settings: Settings,
  id: string,
  clock: Clock,
): Promise<readonly CheckLine[]> {
  const { secret } = await readSecrets(settings);
  const ground = await readGround(settings.config.dir, id, secret);
  const database = openDatabase(settings);
  try {
    const lines = await checkSource(ground, database);
    if (lines.some(({ verdict }) => verdict === 'fault')) return lines;
    return [...lines, await noteOrSay(database, ground.source, clock)];
  } finally {
    await database?.close();
  }
}

function openDatabase({ database: { url } }: Settings): Database | null {
  return url === '' ? null : new Database({ url, maxConnections: 1, applicationName: 'hub check' });
}

async function noteOrSay(
  database: Database | null,
  source: SourceDefinition,
  clock: Clock,
): Promise<CheckLine> {
  const subject = '状态';
  if (database === null)
    return {
      subject,
      verdict: 'warning',
      sentence: '没有连接枢纽数据库（DATABASE_URL），本次检查未记入状态。',
    };
  const step = { by: userInfo().username, why: 'hub check 未发现故障', at: clock.now() };
  return { subject, ...sentenceOf(await database.transaction((tx) => noteCheck(tx, source, step))) };
}

function sentenceOf(move: SourceMove): Pick<CheckLine, 'verdict' | 'sentence'> {
  if ('refused' in move) return { verdict: 'warning', sentence: `本次检查未记入状态：${move.refused}` };
  const { from, to, moved } = move;
  return {
    verdict: 'ok',
    sentence: moved ? `${titleOf(from)} → ${titleOf(to)}。` : `仍为“${titleOf(to)}”。`,
  };
}
