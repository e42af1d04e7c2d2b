import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { HubError, type CheckLine, type SourceDefinition } from '#base/contracts';
import type { Keeping } from '../keeping.js';
import { idSet, idsOf, openReader, readPatiently, rowsOf, toldBy, type Bench } from '../bench.js';
import type { NetworkFault } from '../fault-proxy.js';

const rowCount = 12;
const chinese = /[\u4e00-\u9fff]/;
const longestFaultMs = 15_000;
const canary = 'CANARY-7f3a-never-printed';

/** Thresholds lie in the greeting, in a page and between pages, whatever the protocol adds. */
const faults: readonly NetworkFault[] = [
  { kind: 'latency', ms: 15 },
  { kind: 'drip', bytes: 4_096, everyMs: 2 },
  ...[300, 5_000, 9_000].flatMap((after) => [
    { kind: 'reset' as const, after },
    { kind: 'truncate' as const, after },
  ]),
  { kind: 'blackHole', after: 5_000 },
];

/** What a connector promises when something goes wrong. */
export const faultPromises = {
  async checksAndExplains(bench) {
    const { subject } = bench;
    await subject.insert(rowsOf('A', 3));
    const good = await checked(bench, subject.source());
    ok(good.length > 0, 'a check says nothing');
    deepEqual(
      good.filter(({ verdict }) => verdict === 'fault').map(({ sentence }) => sentence),
      [],
    );
    explained(await checked(bench, subject.lost()));
    if (subject.port() === 0) return;
    bench.proxy.spoil({ kind: 'reset', after: 0 });
    explained(await checked(bench, subject.source()));
  },
  async survivesCuts(bench) {
    const { subject, proxy } = bench;
    await subject.insert(rowsOf('A', rowCount));
    for (const fault of faults) {
      proxy.spoil(fault);
      const started = performance.now();
      const pages = await readPatiently(bench, 3, () => proxy.spoil({ kind: 'none' }));
      deepEqual([fault, idSet(pages)], [fault, rowsOf('A', rowCount).map(({ id }) => id)]);
      ok(idsOf(pages).length <= rowCount + 3, `${fault.kind} made more than a page come again`);
      ok(performance.now() - started < longestFaultMs, `${fault.kind} was waited out too long`);
    }
    proxy.spoil({ kind: 'none' });
  },
  async waitsOutServerFaults(bench) {
    const { subject } = bench;
    await subject.insert(rowsOf('A', 4));
    for (const trouble of [
      { status: 500, times: 2 },
      { status: 429, times: 1, retryAfter: 1 },
    ]) {
      subject.trouble?.(trouble);
      const started = performance.now();
      equal(idSet(await readPatiently(bench, 3, () => undefined)).length, 4);
      const least = (trouble.retryAfter ?? 0) * 1_000;
      ok(performance.now() - started >= least, 'Retry-After was not honoured');
    }
  },
  async keepsSecrets(bench) {
    const { subject, proxy } = bench;
    await subject.insert(rowsOf('A', 3));
    const told: string[] = [];
    for (const fault of [
      { kind: 'none' },
      { kind: 'truncate', after: 40 },
      { kind: 'reset', after: 0 },
    ] as const) {
      proxy.spoil(fault);
      told.push(await toldWith(bench, subject.source()), await toldWith(bench, subject.lost()));
    }
    deepEqual(
      told.filter((text) => text.includes(canary)),
      [],
    );
  },
} satisfies Keeping<'checksAndExplains' | 'survivesCuts' | 'waitsOutServerFaults' | 'keepsSecrets'>;

/** The lines of a check; a source that cannot even be opened counts as one line. */
async function checked(bench: Bench, source: SourceDefinition): Promise<readonly CheckLine[]> {
  try {
    const reader = await openReader(bench, source);
    try {
      return await reader.check();
    } finally {
      await reader.close();
    }
  } catch (thrown) {
    ok(thrown instanceof HubError, `not a fault with a sentence: ${String(thrown)}`);
    return [{ subject: source.id, verdict: 'fault', sentence: thrown.sentence }];
  }
}

function explained(lines: readonly CheckLine[]): void {
  const faultLines = lines.filter(({ verdict }) => verdict === 'fault');
  ok(faultLines.length > 0, 'a check of what cannot work finds nothing');
  for (const { sentence } of faultLines) match(sentence, chinese);
}

/** Everything that is said when the source is opened, checked and read with a canary for every secret. */
async function toldWith({ subject, proxy }: Bench, source: SourceDefinition): Promise<string> {
  const told: string[] = [];
  const bench = { subject: { ...subject, secret: () => subject.secret(proxy.port, canary) }, proxy };
  try {
    const reader = await openReader(bench, source);
    try {
      told.push(JSON.stringify(await reader.check()));
      for (const stream of source.streams) told.push(JSON.stringify(await reader.columns(stream)));
    } finally {
      await reader.close();
    }
  } catch (thrown) {
    told.push(toldBy(thrown));
  }
  return told.join('\n');
}
