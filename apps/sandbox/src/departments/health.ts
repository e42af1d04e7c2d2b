import { createHash, createHmac } from 'node:crypto';
import { pause } from '../live/pause.js';
import type { ShelfRow } from './record-shelf.js';
import type { DepartmentPlace, OpenSystem, SampleDepartment } from './sample-department.js';
import { firstRecords } from './first-records.js';
import { cityDepartment, tellSupervision } from './supervision-record.js';
import { inspectionTable } from './supervision-tables.js';

const source = '370800.wsjkw.push';
const stream = 'inspection';
const keyId = 'k2026';
const mostRecords = 500;
const againMs = 1_000;
const inspections = inspectionTable(
  { source, department: cityDepartment('wsjkw'), prefix: 'WS' },
  '公共场所卫生',
);

/** Health: sends its inspections by itself, signed, and sends again until it has an answer. */
export const health: SampleDepartment = {
  name: 'wsjkw',
  title: '卫健委推送',
  sources: [source],
  first: (request) =>
    firstRecords(`${source}/${stream}`, request, (plan) => tellSupervision(inspections, plan)),
  next: (plan) => tellSupervision(inspections, plan),
  open: openSender,
};

/** Where it sends, and with which key. */
interface Door {
  readonly url: URL;
  readonly key: string;
}

async function openSender({ shelf, secrets }: DepartmentPlace): Promise<OpenSystem> {
  const url = new URL(`/push/v1/${source}/${stream}`, secrets.secret(`sandbox.${source}.url`));
  const door = { url, key: secrets.secret(`source.${source}.key`) };
  const stop = new AbortController();
  // All of it, also what was sent before a restart: the hub recognises what it has.
  let sending = deliver(door, await shelf.all(source, stream), stop.signal);
  return {
    written: (records) => {
      sending = sending.then(() =>
        deliver(
          door,
          records.map(({ body }) => body),
          stop.signal,
        ),
      );
      return Promise.resolve();
    },
    close: async () => {
      stop.abort();
      await sending;
    },
  };
}

async function deliver(door: Door, rows: readonly ShelfRow[], signal: AbortSignal): Promise<void> {
  for (let from = 0; from < rows.length && !signal.aborted; from += mostRecords) {
    const body = JSON.stringify(rows.slice(from, from + mostRecords));
    while (!signal.aborted && !(await sent(door, body, signal))) await pause(againMs, signal);
  }
}

async function sent({ url, key }: Door, body: string, signal: AbortSignal): Promise<boolean> {
  const digest = createHash('sha256').update(body).digest('hex');
  const time = String(Date.now());
  // The same content always goes under the same key, so that sending it again is no second batch.
  const batch = digest.slice(0, 32);
  const signature = createHmac('sha256', key)
    .update(['POST', url.pathname, time, batch, digest].join('\n'))
    .digest('hex');
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      signal,
      headers: {
        'content-type': 'application/json',
        'x-hub-key': keyId,
        'x-hub-time': time,
        'idempotency-key': batch,
        'x-hub-signature': signature,
      },
    });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
