import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';

/** An SFTP server's own key, and what clients pin it by. */
export interface HostKey {
  /** In OpenSSH's own format. */
  readonly privateKey: string;
  /** `SHA256:…`, as `ssh-keygen -lf` prints it. */
  readonly fingerprint: string;
}

const keyType = 'ssh-ed25519';
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The key of a sample server: made from a phrase, so that the fingerprint in the configuration holds on every machine. It guards synthetic data only. */
export function hostKeyOf(phrase: string): HostKey {
  const seed = createHash('sha256').update(phrase).digest();
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  const point = spki.subarray(spki.length - 32);
  const blob = Buffer.concat([text(keyType), text(point)]);
  const secret = Buffer.concat([Buffer.alloc(8), blob, text(Buffer.concat([seed, point])), text('sample')]);
  const padding = Buffer.from(Array.from({ length: (8 - (secret.length % 8)) % 8 }, (_, at) => at + 1));
  const file = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    text('none'),
    text('none'),
    text(''),
    number(1),
    text(blob),
    text(Buffer.concat([secret, padding])),
  ]);
  const lines = file.toString('base64').match(/.{1,70}/g) ?? [];
  const name = 'OPENSSH PRIVATE KEY';
  const digest = createHash('sha256').update(blob).digest('base64').replace(/=+$/, '');
  return {
    privateKey: `-----BEGIN ${name}-----\n${lines.join('\n')}\n-----END ${name}-----\n`,
    fingerprint: `SHA256:${digest}`,
  };
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** SSH's string: length, then bytes. */
function text(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([number(bytes.length), bytes]);
}
