import type { TestSource } from '../support/hub-set.js';

/** The bench's source: one stream, PRE_APASINFO of generation B, in a PostgreSQL database; `more` is further keys of its definition. */
export function loadSource(url: string, more = ''): TestSource {
  const id = '370800.xzspj.load';
  const yaml = `document: source
id: ${id}
name: 压测前置库
connector: postgres
standard: shandong-front
generation: B
settings:
  connection: { secret: source.${id}.url }
budget: { longestQuery: 30s }
${more}
read: { pageSize: 2000, poll: 1s, lag: 1s, overlap: 10m }
streams:
  - { name: application, kind: application, table: PRE_APASINFO, mode: keyset, cursor: MAKETIME, key: [PROJID, DATAVER], caseNumber: PROJID }
`;
  return { id, yaml, url };
}
