import { createHash } from 'node:crypto';
import { AwsClient } from 'aws4fetch';
import { HubError } from '#base/contracts';
import type { ContentDraft, ContentStore } from './content-store.js';

/** A bucket of an S3-compatible store; it is addressed by path, which every such store understands. */
export interface S3Place {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
}

/** What requests are signed with. */
export interface S3Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const patienceMs = 60_000;

/** Keeps contents in a bucket, under their digests. Requests are signed with the digest of what they carry (SigV4), so that no other content is taken for it. */
export class S3Store implements ContentStore {
  constructor(
    private readonly place: S3Place,
    private readonly keys: () => Promise<S3Keys>,
  ) {}

  /** One request needs the digest before its first byte, so the content is held until it ends; whoever hands it in bounds it. */
  async draft(chunks: AsyncIterable<Uint8Array>): Promise<ContentDraft> {
    const parts: Uint8Array[] = [];
    for await (const chunk of chunks) parts.push(chunk);
    const bytes = Buffer.concat(parts);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const keep = (): Promise<void> => this.#put(sha256, bytes);
    return { sha256, size: bytes.length, keep, drop: () => Promise.resolve() };
  }

  async get(sha256: string): Promise<Uint8Array | null> {
    const response = await this.#ask(sha256, { method: 'GET' });
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
    const code = await codeOf(response);
    if (code === 'NoSuchKey') return null;
    throw unreachable(response.status, code);
  }

  async remove(sha256: string): Promise<void> {
    const response = await this.#ask(sha256, { method: 'DELETE' });
    if (response.ok) return;
    const code = await codeOf(response);
    if (code !== 'NoSuchKey') throw unreachable(response.status, code);
  }

  async #put(sha256: string, bytes: Buffer<ArrayBuffer>): Promise<void> {
    const headers = { 'x-amz-content-sha256': sha256 };
    const response = await this.#ask(sha256, { method: 'PUT', body: bytes, headers });
    if (!response.ok) throw unreachable(response.status, await codeOf(response));
  }

  async #ask(sha256: string, request: RequestInit): Promise<Response> {
    const { endpoint, bucket, region } = this.place;
    const client = new AwsClient({ ...(await this.keys()), service: 's3', region, retries: 0 });
    const address = `${endpoint.replace(/\/+$/, '')}/${encodeURIComponent(bucket)}/${sha256}`;
    try {
      return await client.fetch(address, { ...request, signal: AbortSignal.timeout(patienceMs) });
    } catch (cause) {
      throw unreachable(0, 'unreachable', cause);
    }
  }
}

/** What the store says is wrong, by its code; never its text, which quotes the request. */
async function codeOf(response: Response): Promise<string> {
  return /<Code>(\w{1,60})<\/Code>/.exec(await response.text())?.[1] ?? 'unknown';
}

function unreachable(status: number, code: string, cause?: unknown): HubError {
  const sentence = '附件存储暂时不可用，或不接受枢纽的密钥，请检查 documents.s3* 设置与对象存储。';
  return new HubError('HUB_STORE_UNREACHABLE', sentence, { status, code }, cause);
}
