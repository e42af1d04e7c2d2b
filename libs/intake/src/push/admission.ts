import { brandAs, type Clock, type StreamDefinition, ownField } from '#base/contracts';
import type { PushKey, PushSource, PushSources } from './push-source.js';
import { PushRefusal } from './refusal.js';
import { signatureFits, signatureOf } from './signature.js';

/** The head of a request, as it came. */
export interface PushHead {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** A request that may be read: who says it sends, to which stream, with which signature still to be proven. */
export interface Admission {
  readonly source: PushSource;
  readonly stream: StreamDefinition;
  readonly key: PushKey;
  readonly method: string;
  readonly path: string;
  readonly time: string;
  readonly idempotencyKey: string;
  readonly signature: string;
}

const address = /^\/push\/v1\/(\d{6}\.[a-z0-9-]+\.[a-z0-9-]+)\/([a-zA-Z][a-zA-Z0-9-]*)$/;
const idempotencyForm = /^[\w.:-]{8,128}$/;

/**
 * Looks at the head alone, before a byte of the body is read. Throws PushRefusal; who names a source, a stream or a key that is not
 * there learns no more than who signs wrongly.
 */
export function admit(head: PushHead, sources: PushSources, clock: Clock, skewMs: number): Admission {
  const [, id, name] = address.exec(head.path) ?? [];
  if (id === undefined || name === undefined) throw new PushRefusal('absent');
  const text = (header: string, form: RegExp): string => {
    const value = ownField(head.headers, header);
    if (typeof value === 'string' && form.test(value)) return value;
    throw new PushRefusal('unsigned', { header });
  };
  const keyId = text('x-hub-key', /^[\w.-]{1,64}$/);
  const time = text('x-hub-time', /^\d{13}$/);
  const signature = text('x-hub-signature', /^[0-9a-fA-F]{64}$/);
  const idempotencyKey = text('idempotency-key', idempotencyForm);
  if (Math.abs(Number(time) - clock.now().getTime()) > skewMs) throw new PushRefusal('late');
  const source = sources.get(brandAs(id));
  const stream = source?.definition.streams.find((one) => one.name === name);
  const key = source?.terms.keys.find((one) => one.id === keyId);
  if (source === undefined || stream === undefined || key === undefined) throw new PushRefusal('unknown');
  const { method, path } = head;
  return { source, stream, key, method, path, time, idempotencyKey, signature };
}

/** Proves the signature over the whole request; only then is it told whether the source is switched on. */
export function prove(admission: Admission, body: Uint8Array): void {
  const { source, key, signature } = admission;
  const expected = signatureOf({ ...admission, body }, source.terms.digest, key.secret());
  if (!signatureFits(signature, expected)) throw new PushRefusal('unknown');
  if (!source.enabled) throw new PushRefusal('paused');
}
