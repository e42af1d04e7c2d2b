import {
  systemClock,
  type Clock,
  type Connector,
  type SourceDefinition,
  type StreamDefinition,
} from '#base/contracts';
import { Gate } from '#base/pacing';
import { invalidKey } from '../setting-schema.js';
import type { FileStore } from './file-store.js';
import { FilesReader } from './files.reader.js';
import { folderStore } from './folder.store.js';
import { meteredStore } from './metered-store.js';
import type { Family } from './family.js';
import {
  readFamilySettings,
  readFilesSettings,
  type FamilySettings,
  type FilesSettings,
} from './settings.js';
import { SftpStore } from './sftp.store.js';

const localIdleMs = 20_000;

/** The connector for files on an SFTP server or in a drop folder. */
export function filesConnector(clock: Clock = systemClock): Connector {
  return {
    kind: 'files',
    title: '文件（SFTP 或投递目录）',
    accept: (source) => {
      readFilesSettings(source);
      for (const stream of source.streams) familyOf(source, stream);
    },
    async open(source, secret, gate = new Gate(source.budget ?? {}, clock)) {
      const settings = readFilesSettings(source);
      const families = source.streams.map((stream) => [stream, familyOf(source, stream)] as const);
      const store = meteredStore(storeOf(source, settings, secret), gate, clock);
      const idleMs = settings.place.kind === 'sftp' ? settings.place.timeout : localIdleMs;
      const opened = families.map(([stream, family]) => {
        const { ledgerSize, maxBytes } = settings;
        const { id, writeBack } = source;
        const place = { store, settings: family, ledgerSize, maxBytes, idleMs, writeBack, clock };
        return [stream, { source: id, ...place } satisfies Family] as const;
      });
      try {
        await store.list(families[0]?.[1].folder ?? '');
      } catch (cause) {
        await store.close();
        throw cause;
      }
      return new FilesReader(source.id, opened, clock);
    },
  };
}

function storeOf(
  source: SourceDefinition,
  settings: FilesSettings,
  secret: (name: string) => string,
): FileStore {
  const { place } = settings;
  if (place.kind === 'folder') return folderStore(source.id, place.path);
  return new SftpStore({
    source: source.id,
    url: secret(place.secret ?? `source.${source.id}.url`),
    privateKey: place.privateKeySecret === undefined ? null : secret(place.privateKeySecret),
    fingerprint: place.fingerprint,
    timeoutMs: place.timeout,
  });
}

function familyOf(source: SourceDefinition, stream: StreamDefinition): FamilySettings {
  const at = `streams.${stream.name}`;
  if (stream.mode !== 'cursor') throw invalidKey(source, `${at}.mode`, '文件只能用 cursor');
  const family = readFamilySettings(source, stream.name, stream.settings);
  const fields = new Set(Object.values(family.headings));
  const wanted = [stream.caseNumber, ...stream.key, ...Object.keys(family.types)];
  const unknown = wanted.find((field) => !fields.has(field));
  if (unknown === undefined) return family;
  throw invalidKey(source, `${at}.settings.headings`, `用到字段 ${unknown}，但这里没有对应的表头`);
}
