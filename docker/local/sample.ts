import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readTextFile } from '#base/settings';
import { readYaml } from '#base/yaml';
import { places } from './places.js';

/** A department's system in the sample: which server it lives on, and in which edition of the standard it writes. */
export interface SampleSource {
  readonly source: string;
  readonly kind: 'postgres' | 'mysql';
  readonly database: string;
  readonly owner: string;
  readonly standard: string;
  readonly generation: 'A' | 'B';
}

/** The two front databases of the sample region. */
export const sampleSources: readonly SampleSource[] = [
  {
    source: '370800.xzspj.front',
    kind: 'postgres',
    database: 'xzspj_front',
    owner: 'xzspj_owner',
    standard: 'shandong-front',
    generation: 'B',
  },
  {
    source: '370800.zjj.front',
    kind: 'mysql',
    database: 'zjj_front',
    owner: 'zjj_owner',
    standard: 'shandong-front',
    generation: 'A',
  },
];

/** A department's own system in the sample: where it listens, how it is addressed, and which secrets its source needs besides the address. */
export interface SampleSystem {
  readonly source: string;
  readonly kind: 'rest' | 'soap' | 'files';
  /** Name and number of its port. */
  readonly port: readonly [name: string, preferred: number];
  /** `account` is there when the address carries one. */
  readonly address: { readonly protocol: 'http' | 'sftp'; readonly account: string; readonly path: string };
  readonly secrets: readonly string[];
  readonly standard: string;
  readonly generation: string;
}

/** The systems of departments that have no front database. */
export const sampleSystems: readonly SampleSystem[] = [
  {
    source: '370800.scjgj.rest',
    kind: 'rest',
    port: ['sandbox-scjgj', 18_091],
    address: { protocol: 'http', account: '', path: '/' },
    secrets: ['app-key'],
    standard: 'internet-supervision',
    generation: 'v1',
  },
  {
    source: '370800.sthjj.permit',
    kind: 'soap',
    port: ['sandbox-sthjj', 18_092],
    address: { protocol: 'http', account: '', path: '/ecology?wsdl' },
    secrets: ['password', 'rid'],
    standard: 'credit-publicity',
    generation: '2018',
  },
  {
    source: '370800.yjglj.files',
    kind: 'files',
    port: ['sandbox-yjglj', 18_093],
    address: { protocol: 'sftp', account: 'hub', path: '/' },
    secrets: [],
    standard: 'internet-supervision',
    generation: 'v1',
  },
];

/** Sources that set-up starts at once, since nobody is there to check and preview them. Whatever else the configuration gets is a draft. */
export const admittedSources: readonly string[] = [
  ...sampleSources.map(({ source }) => source),
  ...sampleSystems.map(({ source }) => source),
  // The second service of ecology's system.
  '370800.sthjj.check',
];

/** A national system of the sample that the hub asks through the sharing platform; its secrets are `lookup.<name>.url` and `.app-key`. */
export interface SampleNational {
  readonly lookup: string;
  readonly port: readonly [name: string, preferred: number];
}

/** The national systems. */
export const sampleNationals: readonly SampleNational[] = [
  { lookup: 'enterprise', port: ['sandbox-national', 18_099] },
];

/** What the launcher needs of a department: its place, its name and its broker account. */
export interface SampleDepartment {
  readonly region: string;
  readonly department: string;
  readonly name: string;
  readonly username: string;
}

/** The departments of the configuration, in the order of their codes. */
export async function sampleDepartments(): Promise<readonly SampleDepartment[]> {
  const root = join(places.config, 'departments');
  const files = (await readdir(root, { recursive: true })).filter((path) => path.endsWith('department.yaml'));
  return Promise.all(files.sort().map((path) => readDepartment(root, path)));
}

/** A file that cannot be read still has its place: set-up names what is wrong with it. */
async function readDepartment(root: string, path: string): Promise<SampleDepartment> {
  const [region = '', department = ''] = path.split('/');
  const read = await readTextFile(join(root, path));
  const yaml = readYaml('text' in read ? read.text : '');
  const document = 'value' in yaml ? yaml.value : null;
  const named = typeof document === 'object' && document !== null && 'name' in document;
  const name = named ? String(document.name) : department;
  return { region, department, name, username: `dept-${region}-${department}` };
}
