import { deepEqual, equal, ok } from 'node:assert/strict';
import { casesOf, pagesOf, reading, rowsOf } from './reading.js';
import type { ReaderProperty } from './reader-properties.js';

const at = '2026-03-02 10:00:00.000000';
const rows = ['C3', 'C1', 'C2'].map((caseNumber) => ({ caseNumber, at }));

/** What the modes other than keyset promise, and the check. */
export const modeProperties: readonly ReaderProperty[] = [
  {
    name: 'a snapshot is the whole table in key order',
    async run(department) {
      await department.insert([...rows, { caseNumber: 'C0', at: null }]);
      await reading(department, async (reader) => {
        deepEqual(casesOf(await rowsOf(reader, department.snapshot, { pageSize: 2 })), [
          'C0',
          'C1',
          'C2',
          'C3',
        ]);
      });
    },
  },
  {
    name: 'a flag is written back only to rows that are still what was read',
    async run(department) {
      await department.insert(rows);
      await reading(department, async (reader) => {
        const read = await rowsOf(reader, department.flag, { pageSize: 2 });
        deepEqual(casesOf(read), ['C1', 'C2', 'C3']);
        await department.rewrite('C2', 'changed meanwhile');
        await department.remove('C3');
        await reader.acknowledge(department.flag, read);
        deepEqual(await department.taken(), ['C1']);
        deepEqual(casesOf(await rowsOf(reader, department.flag)), ['C2']);
      });
    },
  },
  {
    name: 'the source tells its own time',
    async run(department) {
      await reading(department, async (reader) => {
        ok(Math.abs((await reader.now()).getTime() - Date.now()) < 5_000);
      });
    },
  },
  {
    name: 'a check finds the table, the clock and rows without a time, and changes nothing',
    async run(department) {
      await department.insert([...rows, { caseNumber: 'C0', at: null }]);
      await reading(department, async (reader) => {
        const lines = await reader.check();
        equal(lines.filter(({ verdict }) => verdict === 'fault').length, 0);
        ok(lines.some(({ sentence }) => sentence.startsWith('1 行的游标列为空')));
        deepEqual(await department.taken(), []);
        equal((await pagesOf(reader, department.keyset)).length, 1);
      });
    },
  },
];
