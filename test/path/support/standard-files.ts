import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { projectRoot } from '#base/settings';
import { compileStandards, type Standards } from '#libs/mapping';
import type { TestSource } from '../../support/hub-set.js';

type StandardEntry = Standards['entries'][number];

/** One row of a standard as a department would drop it, and what the standard's own example says becomes of it. */
export interface StandardRow {
  readonly source: string;
  readonly kind: StandardEntry['document']['kind'];
  readonly caseNumber: string;
  readonly expected: StandardEntry['document']['examples'][number]['expected'];
}

/** A source of files for one generation of a standard, and the rows lying in its folder. */
export interface StandardFiles {
  readonly source: TestSource;
  readonly rows: readonly StandardRow[];
}

/** Drops the examples of a standard's documents as JSON lines into a folder, and defines the source that reads them. */
export async function dropStandard(
  standard: string,
  generation: string,
  id: string,
  folder: string,
): Promise<StandardFiles> {
  const root = join(projectRoot(), 'config/standards');
  const paths = (await readdir(join(root, standard, generation))).map((name) =>
    join(standard, generation, name),
  );
  const texts = await Promise.all(
    paths.map(async (path) => ({ path, text: await readFile(join(root, path), 'utf8') })),
  );
  const families = compileStandards(texts).entries.map((entry) => familyOf(entry, id));
  for (const { stream, lines } of families)
    await writeFile(join(folder, `${stream.name}.jsonl`), `${lines.join('\n')}\n`);
  const yaml = stringify({
    document: 'source',
    id,
    name: `${standard} ${generation}`,
    connector: 'files',
    standard,
    generation,
    settings: { place: { kind: 'folder', path: folder } },
    read: { poll: '500ms' },
    streams: families.map(({ stream }) => stream),
  });
  return { source: { id, yaml, url: '' }, rows: families.flatMap(({ rows }) => rows) };
}

interface Family {
  readonly stream: { readonly name: string } & Readonly<Record<string, unknown>>;
  readonly lines: readonly string[];
  readonly rows: readonly StandardRow[];
}

/* The sample row first, then whatever must be parked, each under a number of its own. */
function familyOf({ document }: StandardEntry, id: string): Family {
  const told = document.examples.filter(
    ({ expected, given }, at) =>
      at === 0 || (expected.parked !== undefined && !(document.caseNumber in given)),
  );
  const columns = new Set(
    [document.sample, ...told.map(({ given }) => given)].flatMap((row) => Object.keys(row)),
  );
  const stream = document.stream ?? document.kind;
  const rows = told.map(({ given, expected }, at) => {
    const written = String(document.sample[document.caseNumber]);
    // Messages of one case that become the same record would meet: every stream has a case of its own.
    const number = document.stream === undefined ? written : `${written}-${document.stream.toUpperCase()}`;
    const caseNumber = at === 0 ? number : `${number}-${at}`;
    const line = JSON.stringify({ ...document.sample, ...given, [document.caseNumber]: caseNumber });
    return { line, row: { source: id, kind: document.kind, caseNumber, expected } };
  });
  return {
    lines: rows.map(({ line }) => line),
    rows: rows.map(({ row }) => row),
    stream: {
      name: stream,
      kind: document.kind,
      mode: 'cursor',
      key: [document.caseNumber],
      caseNumber: document.caseNumber,
      settings: {
        pattern: `${stream}.jsonl`,
        format: 'jsonl',
        complete: { by: 'stable', looks: 2, every: '100ms' },
        report: 'none',
        headings: Object.fromEntries([...columns].map((column) => [column, column])),
        optional: [...columns].filter((column) => column !== document.caseNumber),
      },
    },
  };
}
