import { rm, writeFile } from 'node:fs/promises';
import { HubError } from '#base/contracts';
import { identityOf, stillThere } from './identity.js';
import { folder, places } from './places.js';

/** Claims this working copy for one running set. A lock whose holder has died is taken over; a living one is named. */
export async function claimLock(): Promise<() => Promise<void>> {
  folder(places.local);
  await refuseSecond();
  await rm(places.lock, { force: true });
  const own = JSON.stringify(identityOf(process.pid));
  await writeFile(places.lock, own, { flag: 'wx' }).catch(async (thrown: unknown) => {
    await refuseSecond();
    throw thrown;
  });
  return () => rm(places.lock, { force: true });
}

/** Throws, naming its process, when a set of this working copy is running. */
export async function refuseSecond(): Promise<void> {
  const holder = await stillThere(places.lock);
  if (holder === null) return;
  throw new HubError(
    'HUB_LOCAL_ALREADY_RUNNING',
    `本地环境已在运行（进程 ${holder}），请先在那个终端按 Ctrl-C 结束它。`,
    { pid: holder },
  );
}
