import { userInfo } from 'node:os';
import type { CheckLine, Clock, SourceDefinition } from '#base/contracts';
import { Database } from '#base/postgres';
import type { Settings } from '#base/settings';
import { moveSource, sourceDigest, type SourceMove } from '#libs/intake';
import { titleOf } from '../words.js';

/** Notes a check without a fault in the life of its source; says where that leads, or why it leads nowhere. */
export async function noteCheck(
  settings: Settings,
  definition: SourceDefinition,
  clock: Clock,
): Promise<CheckLine> {
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
    const move = await database.transaction((tx) =>
      moveSource(tx, {
        source: definition.id,
        event: 'check',
        by: userInfo().username,
        why: 'hub check 未发现故障',
        at: clock.now(),
        digest: sourceDigest(definition),
      }),
    );
    return { subject, ...sentenceOf(move) };
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
