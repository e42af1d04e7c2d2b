import { brandAs, type SourceDefinition, type StreamDefinition } from '#base/contracts';

/** The three streams over the table of a department under test, and a source that has one of them. */
export function sourceOver(
  connector: string,
  table: string,
  longestQueryMs: number,
): SourceDefinition & { readonly streams: readonly [StreamDefinition] } {
  return {
    id: brandAs('370800.test.front'),
    name: '测试前置库',
    connector,
    standard: 'shandong-front',
    generation: 'b',
    timeZone: 'Asia/Shanghai',
    settings: {},
    pageSize: 100,
    pollMs: 1_000,
    lagMs: 1_000,
    overlapMs: 600_000,
    sweep: null,
    writeBack: true,
    budget: { longestQueryMs },
    firstLoad: { tell: false },
    overrides: {},
    streams: [keysetOver(table)],
  };
}

/** Reads by time. */
export function keysetOver(table: string): StreamDefinition {
  return {
    name: brandAs('application'),
    kind: 'application',
    table,
    settings: {},
    mode: 'keyset',
    cursor: 'MAKETIME',
    key: ['PROJID', 'DATAVER'],
    caseNumber: 'PROJID',
    flag: null,
  };
}

/** Reads what is not yet taken. */
export function flagOver(table: string): StreamDefinition {
  const flag = { column: 'SYNC', taken: '1' };
  return { ...keysetOver(table), name: brandAs('flagged'), mode: 'flag', cursor: null, flag };
}

/** Reads everything. */
export function snapshotOver(table: string): StreamDefinition {
  return { ...keysetOver(table), name: brandAs('whole'), mode: 'snapshot', cursor: null };
}
