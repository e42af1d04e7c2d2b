import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openS3, type S3Server } from '../../../test/support/s3-server.js';
import { FolderStore, S3Store, type ContentStore } from './index.js';

let folder = '';
let server: S3Server;
const stores = new Map<string, ContentStore>();
const keysOf = (secretAccessKey: string) => async () => ({ accessKeyId: 'S3RVER', secretAccessKey });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hub-store-'));
  server = await openS3();
  stores.set('folder', new FolderStore(folder));
  stores.set('s3', new S3Store({ ...server, region: 'us-east-1' }, keysOf('S3RVER')));
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const content = Buffer.from('%PDF-1.7 正文');
const digest = createHash('sha256').update(content).digest('hex');

async function* pieces(...parts: readonly (Buffer | Error)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    if (part instanceof Error) throw part;
    yield part;
  }
}

async function keep(store: ContentStore | undefined, chunks: AsyncIterable<Uint8Array>): Promise<object> {
  const draft = await store?.draft(chunks);
  await draft?.keep();
  await draft?.drop();
  return { sha256: draft?.sha256, size: draft?.size };
}

test.each(['folder', 's3'])('%s keeps contents by their digest, whole or not at all', async (kind) => {
  const store = stores.get(kind);
  const kept = { sha256: digest, size: content.length };
  expect(await store?.get(digest)).toBeNull();
  await expect(keep(store, pieces(content.subarray(0, 5), new Error('broken off')))).rejects.toThrow(
    'broken off',
  );
  const dropped = await store?.draft(pieces(content));
  await dropped?.drop();
  expect(await store?.get(digest)).toBeNull();
  expect(await keep(store, pieces(content.subarray(0, 5), content.subarray(5)))).toEqual(kept);
  expect(await keep(store, pieces(content))).toEqual(kept);
  expect(Buffer.from((await store?.get(digest)) ?? []).equals(content)).toBe(true);
  expect(await readdir(folder)).toEqual([digest.slice(0, 2)]);
  await store?.remove(digest);
  await store?.remove(digest);
  expect(await store?.get(digest)).toBeNull();
});

test('a store that does not take the keys, lacks the bucket or is away says so in one sentence, without the keys', async () => {
  const region = 'us-east-1';
  const wrong = [
    new S3Store({ ...server, region }, keysOf('secret-that-is-wrong')),
    new S3Store({ ...server, region, bucket: 'nowhere' }, keysOf('S3RVER')),
    new S3Store({ endpoint: 'http://127.0.0.1:9', bucket: 'b', region }, keysOf('S3RVER')),
  ];
  for (const store of wrong) {
    for (const act of [
      () => keep(store, pieces(content)),
      () => store.get(digest),
      () => store.remove(digest),
    ]) {
      const fault: unknown = await act().catch((thrown: unknown) => thrown);
      expect(fault).toMatchObject({ code: 'HUB_STORE_UNREACHABLE' });
      expect(JSON.stringify(fault)).not.toContain('secret-that-is-wrong');
    }
  }
});
