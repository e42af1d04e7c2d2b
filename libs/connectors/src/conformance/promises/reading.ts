import { deepEqual, equal, ok } from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from '#base/contracts';
import type { Keeping } from '../keeping.js';
import { firstMoment, idSet, idsOf, openReader, readOnce, readPages, rowsOf, type Bench } from '../bench.js';

const minuteMs = 60_000;
const longestStopMs = 5_000;
const longestCloseMs = 3_000;

/** What a connector promises of pages and their ends. */
export const readingPromises = {
  async resumesAtEveryPage(bench) {
    await bench.subject.insert(rowsOf('A', 10));
    const pages = await readOnce(bench);
    ok(pages.filter(({ rows }) => rows.length > 0).length > 2, 'rows do not come in pages');
    for (const [place, page] of pages.entries()) {
      const rest = await readOnce(bench, { after: page.end });
      deepEqual(idSet([...pages.slice(0, place + 1), ...rest]), idSet(pages));
    }
    deepEqual(
      idSet(pages),
      rowsOf('A', 10).map(({ id }) => id),
    );
  },
  async losesNoLateOrTiedRows(bench) {
    const { subject } = bench;
    const tied = rowsOf('T', 7).map((row) => ({ ...row, at: firstMoment }));
    await subject.insert(tied);
    for (const pageSize of [1, 2, 3, 7]) equal(idSet(await readOnce(bench, { pageSize })).length, 7);
    const until = new Date(firstMoment.getTime() + 10 * minuteMs);
    const pages = await readOnce(bench, { until });
    const late = [{ id: 'LATE', at: new Date(firstMoment.getTime() + 8 * minuteMs) }];
    await subject.insert(late);
    ok(idsOf(await nextPoll(bench, pages.at(-1)?.end ?? null, until)).includes('LATE'), 'a late row is lost');
  },
  async repeatsOnlyTheLastPage(bench) {
    await bench.subject.insert(rowsOf('A', 10));
    const pages = await readOnce(bench);
    equal(idsOf(pages).length, 10, 'a row came twice in one read');
    for (const [place, page] of pages.entries()) {
      const before = new Set(idsOf(pages.slice(0, place)));
      const again = idsOf(await readOnce(bench, { after: page.end })).filter((id) => before.has(id));
      deepEqual(again, [], 'a read that went on gave more than the last page again');
    }
  },
  async endsWhenDrained(bench) {
    deepEqual(idsOf(await readOnce(bench)), []);
    await bench.subject.insert(rowsOf('A', 4));
    const pages = await readOnce(bench);
    deepEqual(idsOf(await readOnce(bench, { after: pages.at(-1)?.end ?? null })), []);
  },
  async stopsOnTheSignal(bench) {
    const { subject, proxy } = bench;
    await subject.insert(rowsOf('A', 10));
    const reader = await openReader(bench);
    try {
      const between = new AbortController();
      const pages = await readPages(bench, reader, { signal: between.signal }, () => between.abort());
      ok(idsOf(pages).length < 10, 'reads on after the signal');
      if (subject.port() === 0) return;
      proxy.spoil({ kind: 'blackHole', after: 0 });
      const stop = new AbortController();
      const waiting = readPages(bench, reader, { signal: stop.signal }).catch(() => []);
      await delay(100);
      stop.abort();
      const patience = delay(longestStopMs, 'too late', { ref: false });
      ok(
        (await Promise.race([waiting, patience])) !== 'too late',
        'does not stop while the department is silent',
      );
    } finally {
      const patience = delay(longestStopMs, 'too late', { ref: false });
      ok((await Promise.race([reader.close(), patience])) !== 'too late', 'does not close');
    }
  },
  async closesWhatItOpened(bench) {
    const { subject, proxy } = bench;
    await subject.insert(rowsOf('A', 10));
    await readOnce(bench);
    await allClosed(bench, 'after a read');
    proxy.spoil({ kind: 'reset', after: 200 });
    await readOnce(bench).catch(() => undefined);
    await allClosed(bench, 'after a fault');
  },
} satisfies Keeping<
  | 'resumesAtEveryPage'
  | 'losesNoLateOrTiedRows'
  | 'repeatsOnlyTheLastPage'
  | 'endsWhenDrained'
  | 'stopsOnTheSignal'
  | 'closesWhatItOpened'
>;

/** The poll after a read: where the connector keeps its place, from there; else from the overlap on, as intake reads it. */
async function nextPoll(bench: Bench, end: Page['end'], until: Date): ReturnType<typeof readOnce> {
  const source = bench.subject.source();
  const keepsPlace = source.streams.every(({ mode }) => mode === 'cursor');
  const later = { until: new Date(until.getTime() + minuteMs), pageSize: 3 };
  if (keepsPlace) return readOnce(bench, { ...later, after: end });
  return readOnce(bench, { ...later, since: new Date(until.getTime() - source.overlapMs) });
}

async function allClosed({ proxy }: Bench, when: string): Promise<void> {
  const patience = AbortSignal.timeout(longestCloseMs);
  while (proxy.connections() > 0) {
    ok(!patience.aborted, `still connected ${when}`);
    await delay(10);
  }
}
