import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '#base/postgres';
import { openSecrets } from '#base/secrets';
import { projectRoot } from '#base/settings';
import { sampleDepartments } from '../../../apps/sandbox/src/departments/departments.js';
import { RecordShelf } from '../../../apps/sandbox/src/departments/record-shelf.js';
import type { OpenSystem } from '../../../apps/sandbox/src/departments/sample-department.js';
import type { RecordRequest, SampleRecord } from '../../../apps/sandbox/src/departments/sample-record.js';
import { passingPorts } from '../../../docker/local/ports.js';
import { sampleSystems } from '../../../docker/local/sample.js';
import { systemSecrets } from '../../../docker/local/secrets.js';
import type { TestSource } from '../../support/hub-set.js';
import { emptyDatabase } from '../../support/servers.js';

/** The sample departments' systems, running, with what they hold and the sources that read them. */
export interface SampleSystems {
  readonly records: readonly SampleRecord[];
  readonly sources: readonly TestSource[];
  /** Where a department keeps its files. */
  readonly folder: string;
  close(): Promise<void>;
}

/** The departments the hub reads by an address of theirs; who pushes, or has topics on the hub's own broker, has specs elsewhere. */
const addressed = sampleDepartments.filter(({ sources }) =>
  sources.every((source) => sampleSystems.some((system) => system.source === source)),
);

/** Opens those sample departments on free ports, with the records of a request. */
export async function openSampleSystems(request: RecordRequest): Promise<SampleSystems> {
  const place = await emptyDatabase();
  const shelf = new RecordShelf(
    new Database({ url: place.url, maxConnections: 4, applicationName: 'sample systems' }),
  );
  const folder = await mkdtemp(join(tmpdir(), 'sample-systems-'));
  const ports = passingPorts();
  const placed = await Promise.all(
    sampleSystems.map(async (system) => ({ system, port: await ports.take(system.source, 0) })),
  );
  const secrets = Object.assign({}, ...placed.map((each) => systemSecrets(each, {}))) as Readonly<
    Record<string, string>
  >;
  const secretsFile = join(folder, 'secrets.json');
  await writeFile(secretsFile, JSON.stringify(secrets), { mode: 0o600 });
  const records = addressed.flatMap((department) => department.first(request));
  await shelf.make();
  await shelf.put(records);
  const open: OpenSystem[] = [];
  for (const department of addressed)
    open.push(
      await department.open({
        shelf,
        secrets: openSecrets(secretsFile),
        folder: join(folder, department.name),
      }),
    );
  const names = addressed.flatMap(({ sources }) => sources);
  return {
    records,
    folder,
    sources: await Promise.all(names.map((name) => sourceOf(name, secrets))),
    close: async () => {
      await Promise.all(open.map((system) => system.close()));
      await shelf.database.close();
      await place.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function sourceOf(id: string, secrets: Readonly<Record<string, string>>): Promise<TestSource> {
  const [region = '', department = '', name = ''] = id.split('.');
  const file = join(projectRoot(), 'config/departments', region, department, 'sources', `${name}.yaml`);
  return { id, yaml: await readFile(file, 'utf8'), url: secrets[`source.${id}.url`] ?? '', secrets };
}
