import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { HubError } from '#base/contracts';
import type { Department, GivenRow } from './department.js';
import { casesOf, instant, pagesOf, reading, rowsOf } from './reading.js';

/** One promise of a connector that reads tables, named as it is kept. */
export interface ReaderProperty {
  readonly name: string;
  run(department: Department): Promise<void>;
}

const second = (number: number): string => `2026-03-02 10:00:${String(number).padStart(2, '0')}.000000`;
/** Nine rows; the middle five tie on their time, and their keys were not inserted in order. */
const nineRows: readonly GivenRow[] = [
  { caseNumber: 'A1', at: second(1) },
  { caseNumber: 'A2', at: '2026-03-02 10:00:02.000001' },
  { caseNumber: 'T5', at: second(3) },
  { caseNumber: 'T1', at: second(3) },
  { caseNumber: 'T3', at: second(3), version: 2 },
  { caseNumber: 'T3', at: second(3), version: 1 },
  { caseNumber: 'T2', at: second(3) },
  { caseNumber: 'Z1', at: second(4) },
  { caseNumber: 'Z2', at: '2026-03-02 10:00:04.000001' },
];
const nineCases = ['A1', 'A2', 'T1', 'T2', 'T3', 'T3', 'T5', 'Z1', 'Z2'];

/** What every connector that reads tables promises. */
export const readerProperties: readonly ReaderProperty[] = [
  {
    name: 'reads every row once and in order, at whatever page size, ties included',
    async run(department) {
      await department.insert(nineRows);
      await reading(department, async (reader) => {
        for (const pageSize of [1, 2, 3, 4, 9, 10]) {
          deepEqual(casesOf(await rowsOf(reader, department.keyset, { pageSize })), nineCases);
        }
      });
    },
  },
  {
    name: 'resumes at every page boundary with exactly what is left',
    async run(department) {
      await department.insert(nineRows);
      await reading(department, async (reader) => {
        const pages = await pagesOf(reader, department.keyset, { pageSize: 2 });
        equal(pages.length, 5);
        for (const [place, page] of pages.entries()) {
          const rest = await rowsOf(reader, department.keyset, { after: page.end, pageSize: 2 });
          deepEqual(casesOf(rest), nineCases.slice(2 * (place + 1)));
        }
      });
    },
  },
  {
    name: 'ends when drained, and an empty table has no page',
    async run(department) {
      await reading(department, async (reader) => {
        deepEqual(await pagesOf(reader, department.keyset), []);
        await department.insert(nineRows);
        const [page] = await pagesOf(reader, department.keyset);
        deepEqual(await pagesOf(reader, department.keyset, { after: page?.end ?? null }), []);
      });
    },
  },
  {
    name: 'stays at or before the bound and starts at the instant it is given',
    async run(department) {
      await department.insert(nineRows);
      await reading(department, async (reader) => {
        const until = instant('2026-03-02 10:00:04.000');
        deepEqual(casesOf(await rowsOf(reader, department.keyset, { until })), nineCases.slice(0, 8));
        const since = instant('2026-03-02 10:00:03.000');
        const middle = await rowsOf(reader, department.keyset, { since, until, pageSize: 2 });
        deepEqual(casesOf(middle), nineCases.slice(2, 8));
      });
    },
  },
  {
    name: 'rows without a time are left out of the timed read and found by their own',
    async run(department) {
      const undated = ['N1', 'N2', 'N3'].map((caseNumber) => ({ caseNumber, at: null }));
      await department.insert([...nineRows, ...undated]);
      await reading(department, async (reader) => {
        deepEqual(casesOf(await rowsOf(reader, department.keyset)), nineCases);
        const rows = await rowsOf(reader, department.keyset, { undated: true, pageSize: 2 });
        deepEqual(casesOf(rows), ['N1', 'N2', 'N3']);
        deepEqual(rows[0]?.cursorAt, null);
      });
    },
  },
  {
    name: 'gives a row as exact JSON: upper-case names, times as written, decimals as text, bytes as base64',
    async run(department) {
      const at = '2026-03-02 10:00:05.123456';
      await department.insert([{ caseNumber: 'x1 ', at, note: '"曲阜市"\n\\ 𠮷' }]);
      await reading(department, async (reader) => {
        const [row] = await rowsOf(reader, department.keyset);
        deepEqual(JSON.parse(String(row?.body)), {
          PROJID: 'x1 ',
          DATAVER: 1,
          MAKETIME: at,
          NOTE: '"曲阜市"\n\\ 𠮷',
          FEE: '12345678.90',
          SCAN: 'AP8Q',
          SYNC: null,
        });
        equal(row?.caseNumber, 'X1');
        deepEqual(row?.cursorAt, instant('2026-03-02 10:00:05.123'));
        deepEqual(row?.cursor, { at, key: ['x1 ', '1'] });
      });
    },
  },
  {
    name: 'stops on the signal between pages',
    async run(department) {
      await department.insert(nineRows);
      await reading(department, async (reader) => {
        const stop = new AbortController();
        const request = { stream: department.keyset, after: null, until: null, pageSize: 2 };
        let pages = 0;
        for await (const page of reader.read(request, stop.signal)) {
          pages += page.rows.length > 0 ? 1 : 0;
          stop.abort();
        }
        equal(pages, 1);
      });
    },
  },
  {
    name: 'gives a waiting query up on the signal and reads on afterwards',
    async run(department) {
      await department.insert(nineRows);
      await reading(department, async (reader) => {
        await reader.columns(department.keyset);
        const release = await department.block();
        try {
          const stop = AbortSignal.timeout(200);
          const patience = delay(30_000, 'too late', { ref: false });
          deepEqual(await Promise.race([pagesOf(reader, department.keyset, {}, stop), patience]), []);
        } finally {
          await release();
        }
        deepEqual(casesOf(await rowsOf(reader, department.keyset)), nineCases);
      });
    },
  },
  {
    name: 'a query that takes too long is a fault to be tried again',
    async run(department) {
      const reader = await department.open(1_000);
      await reader.columns(department.keyset);
      const release = await department.block();
      try {
        await rejects(pagesOf(reader, department.keyset), (thrown) => {
          ok(thrown instanceof HubError);
          equal(thrown.code, 'HUB_SOURCE_TIMEOUT');
          return thrown.remedy === 'retry';
        });
      } finally {
        await release();
        await reader.close();
      }
    },
  },
  {
    name: 'leaves no connection behind',
    async run(department) {
      await department.insert(nineRows);
      const reader = await department.open();
      const [page] = await pagesOf(reader, department.flag, { pageSize: 2 });
      await reader.acknowledge(department.flag, page?.rows ?? []);
      await comesDownTo(department, 1);
      await reader.close();
      await comesDownTo(department, 0);
    },
  },
];

/** A server takes a moment to let go of what was closed. */
async function comesDownTo(department: Department, count: number): Promise<void> {
  const patience = AbortSignal.timeout(60_000);
  while ((await department.connections()) > count) ok(!patience.aborted, 'still connected');
}
