import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { HubError } from '#base/contracts';
import type { Keeping } from '../keeping.js';
import { firstMoment, idSet, idsOf, openReader, readOnce, readPages, rowsOf } from '../bench.js';

const fiveMinutesMs = 300_000;
const chinese = /[\u4e00-\u9fff]/;

/** What a connector promises of budgets, clocks and cursors. */
export const boundPromises = {
  async keepsToItsBudget(bench) {
    const { subject } = bench;
    await subject.insert(rowsOf('A', 10));
    const { budgeted } = subject;
    ok(budgeted !== undefined, 'no budget to keep to');
    const started = performance.now();
    equal(idsOf(await readOnce(bench, { source: budgeted.source, pageSize: 2 })).length, 10);
    const ms = performance.now() - started;
    ok(ms >= budgeted.leastMs, `read within ${Math.round(ms)} ms, before ${budgeted.leastMs} ms were over`);
  },
  async standsClockSkew(bench) {
    const { subject } = bench;
    await subject.insert(rowsOf('A', 4));
    for (const skewMs of [-fiveMinutesMs, fiveMinutesMs]) {
      const clock = { now: () => new Date(Date.now() + skewMs) };
      const reader = await openReader(bench, subject.source(), clock);
      try {
        const apart = (await reader.now()).getTime() - Date.now();
        ok(Math.abs(apart) < 5_000, `takes the department's clock to be ${apart} ms off`);
        equal(idSet(await readPages(bench, reader)).length, 4);
        const lines = await reader.check();
        ok(
          lines.some(({ verdict, sentence }) => verdict === 'warning' && sentence.includes('时钟')),
          'a check does not say that the clocks differ',
        );
      } finally {
        await reader.close();
      }
    }
  },
  async refusesStrangeCursors(bench) {
    const { subject } = bench;
    await subject.insert(rowsOf('A', 4, firstMoment));
    for (const [kind, after] of Object.entries(subject.strange)) {
      const thrown: unknown = await readOnce(bench, { after }).catch((cause: unknown) => cause);
      ok(thrown instanceof HubError, `a ${kind} cursor was taken`);
      equal(thrown.code, 'HUB_SOURCE_INVALID');
      match(thrown.sentence, chinese);
    }
    deepEqual(idSet(await readOnce(bench)).length, 4);
  },
} satisfies Keeping<'keepsToItsBudget' | 'standsClockSkew' | 'refusesStrangeCursors'>;
