import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { folder, places, repository } from './places.js';
import { runOnce } from './run-once.js';
import { needMaven } from './toolchain.js';

const plugin = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.0';

/** What Maven Central brings into the cache, by the pom of that name beside this folder's `maven`. */
interface Download {
  readonly pom: 'kafka' | 'mariadb';
  readonly goal: 'copy-dependencies' | 'unpack-dependencies';
  readonly folder: string;
  readonly title: string;
}

const downloads = {
  kafka: {
    pom: 'kafka',
    goal: 'copy-dependencies',
    folder: 'kafka-4.3.0',
    title: 'Apache Kafka 4.3.0（约 54 MB）',
  },
  mariadb: {
    pom: 'mariadb',
    goal: 'unpack-dependencies',
    folder: 'mariadb-11.4.5',
    title: 'MariaDB 11.4.5（约 149 MB）',
  },
} as const satisfies Record<string, Download>;

/** The folder with a server's files, fetched on first use and whenever its pom changes. A download cut short leaves nothing that looks whole. */
export async function fetched(
  name: keyof typeof downloads,
  say: (sentence: string) => void,
): Promise<string> {
  const wish = downloads[name];
  const pom = join(repository, 'docker', 'local', 'maven', `${wish.pom}.xml`);
  const edition = createHash('sha256')
    .update(await readFile(pom))
    .digest('hex')
    .slice(0, 8);
  const place = join(folder(places.cache), `${wish.folder}-${edition}`);
  if (existsSync(place)) return place;
  await needMaven(say);
  say(`正在从 Maven 仓库下载 ${wish.title} …`);
  const draft = `${place}.${process.pid}.partial`;
  await rm(draft, { recursive: true, force: true });
  const target = [
    `-DoutputDirectory=${join(draft, 'files')}`,
    `-DmarkersDirectory=${join(draft, 'markers')}`,
  ];
  await runOnce({
    title: `下载 ${wish.title}`,
    command: 'mvn',
    args: ['-q', '-B', '-f', pom, `${plugin}:${wish.goal}`, ...target],
  });
  // Another run may have fetched the same meanwhile; its copy is as good.
  await rename(join(draft, 'files'), place).catch((thrown: unknown) => {
    if (!existsSync(place)) throw thrown;
  });
  await rm(draft, { recursive: true, force: true });
  return place;
}
