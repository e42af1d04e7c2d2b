import { setTimeout as delay } from 'node:timers/promises';
import { readSources, type ReportStore } from '#libs/reporting';
import { topicNames, type Desk } from '../desk.js';

const waitMs = 60_000;
const lookMs = 500;

/** Waits until every row of a source that was published is a record or parked, or patience ends: then what is withheld can be counted. */
export async function awaitNormalised(desk: Desk, store: ReportStore, source: string): Promise<void> {
  const topics = topicNames(desk.settings(['database']));
  for (let waited = 0; waited < waitMs; waited += lookMs) {
    const found = (await readSources(store.database, topics)).find((one) => one.source === source);
    if (found === undefined || found.waiting === 0) return;
    await delay(lookMs);
  }
  if (!desk.json()) desk.say('归一进程尚未处理完，下面的数目可能偏少。');
}
