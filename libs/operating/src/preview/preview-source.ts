import type { Clock, Transactions } from '#base/contracts';
import { PolicyReader } from '#libs/catalogue';
import { findConnector } from '#libs/connectors';
import { readAddedCodes, sourceDigest } from '#libs/intake';
import { mapperOfStream } from '#libs/mapping';
import type { SourceGround } from '../source-ground.js';
import { foreseeRoutes } from './foresee-routes.js';
import type { Preview, PreviewCase, PreviewRow, RowVerdict } from './preview.js';
import { readSample, type Look, type StreamSample } from './read-sample.js';
import { weighSample } from './weigh-sample.js';

interface Seen extends SourceGround {
  readonly samples: readonly StreamSample[];
  readonly look: Look;
  readonly at: Date;
}

/** Shows what a source's real rows would do. Reads its first rows once; of the hub's database it only reads, in a transaction that could not write. */
export async function previewSource(
  database: Transactions,
  ground: SourceGround,
  look: Look,
  clock: Clock,
  signal: AbortSignal,
): Promise<Preview> {
  const { source, secret } = ground;
  const reader = await findConnector(source.connector).open(source, secret);
  const at = clock.now();
  let samples: readonly StreamSample[];
  try {
    samples = await readSample(source, reader, look, signal);
  } finally {
    await reader.close();
  }
  return foresee(database, clock, { ...ground, samples, look, at });
}

function foresee(database: Transactions, clock: Clock, seen: Seen): Promise<Preview> {
  const { source, standards, samples, at } = seen;
  return database.transaction(async (tx) => {
    await tx.query('set transaction isolation level repeatable read read only');
    const policy = await new PolicyReader(tx, clock).current();
    const codes = await readAddedCodes(tx, source.id);
    const weighed = await weighSample(tx, { source, standards, codes }, samples, at);
    const cases = await foreseeRoutes(tx, source.id, policy, weighed.puts, at);
    return previewOf(seen, policy.snapshot.version, weighed.rows, cases);
  });
}

function previewOf(
  { source, standards, samples, look, at }: Seen,
  policy: string,
  rows: readonly PreviewRow[],
  cases: readonly PreviewCase[],
): Preview {
  const { id, name, connector, standard, generation, firstLoad } = source;
  const count = (verdict: RowVerdict): number => rows.filter((row) => row.verdict === verdict).length;
  return {
    source: id,
    name,
    connector,
    standard,
    generation,
    definition: sourceDigest(source),
    policy,
    at: at.toISOString(),
    rowsPerStream: look.rows,
    streams: samples.map(({ stream, rows: read }) => {
      const lookup = mapperOfStream(standards, source, stream);
      return {
        stream: stream.name,
        mapping: lookup.found ? lookup.mapper.version : null,
        read: read.length,
      };
    }),
    tellsFirstLoad: firstLoad.tell,
    counts: {
      read: rows.length,
      insert: count('insert'),
      update: count('update'),
      conflict: count('conflict'),
      unchanged: count('unchanged'),
      older: count('older'),
      rejected: count('rejected'),
      messages: cases.reduce((sum, { tells }) => sum + tells.length, 0),
    },
    rows,
    cases,
  };
}
