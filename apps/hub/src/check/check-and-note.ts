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
  const lines = await checkSource(ground);
  if (lines.some(({ verdict }) => verdict === 'fault')) return lines;
  return [...lines, await noteOrSay(settings, ground.source, clock)];
}

async function noteOrSay(settings: Settings, source: SourceDefinition, clock: Clock): Promise<CheckLine> {
  const subject = '状态';
  if (settings.database.url === '')
    return {
      subject,
      verdict: 'warning',
      sentence: '没有连接枢纽数据库（DATABASE_URL），本次检查未记入状态。',
    };
  const database = new Database({
    url: settings.database.url,
    maxConnections: 1,
    applicationName: 'hub check',
  });
  try {
    const step = { by: userInfo().username, why: 'hub check 未发现故障', at: clock.now() };
    return { subject, ...sentenceOf(await database.transaction((tx) => noteCheck(tx, source, step))) };
  } finally {
    await database.close();
  }
}

function sentenceOf(move: SourceMove): Pick<CheckLine, 'verdict' | 'sentence'> {
  if ('refused' in move) return { verdict: 'warning', sentence: `本次检查未记入状态：${move.refused}` };
  const { from, to, moved } = move;
  return {
    verdict: 'ok',
    sentence: moved ? `${titleOf(from)} → ${titleOf(to)}。` : `仍为“${titleOf(to)}”。`,
  };
}
