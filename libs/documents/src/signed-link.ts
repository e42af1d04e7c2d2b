import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';

/** What a link opens, and until when. */
export interface LinkTarget {
  readonly sha256: string;
  readonly name: string;
  readonly until: Date;
}

/** The path and query of a link; whoever holds it may fetch the file until it ends. Signed with the first key. */
export function signedLink(keys: readonly KeyObject[], target: LinkTarget): string | null {
  const [key] = keys;
  if (key === undefined) return null;
  const until = Math.floor(target.until.getTime() / 1000);
  const query = new URLSearchParams({
    name: target.name,
    until: String(until),
    signature: signature(key, target, until),
  });
  return `/api/v1/attachments/${target.sha256}?${query.toString()}`;
}

/** Whether a link was signed with one of the keys for just this and has not ended. Keys are tried all, so that a rotation cuts no link off. */
export function opensLink(
  keys: readonly KeyObject[],
  link: {
    readonly sha256: string;
    readonly name: string;
    readonly until: string;
    readonly signature: string;
  },
  now: Date,
): boolean {
  const until = Number(link.until);
  if (!Number.isSafeInteger(until) || until * 1000 <= now.getTime()) return false;
  const shown = Buffer.from(link.signature);
  return keys.some((key) => {
    const wanted = Buffer.from(signature(key, link, until));
    return wanted.length === shown.length && timingSafeEqual(wanted, shown);
  });
}

/** The vault's key signs nothing itself: a key of its own is derived from it for links. */
function signature(
  key: KeyObject,
  { sha256, name }: Pick<LinkTarget, 'sha256' | 'name'>,
  until: number,
): string {
  const linkKey = createHmac('sha256', key).update('hub attachment link').digest();
  return createHmac('sha256', linkKey)
    .update(JSON.stringify([sha256, name, until]))
    .digest('base64url');
}
