/** Whether cookies go over encrypted connections only. */
export class CookieRule {
  constructor(readonly secure: boolean) {}

  /** A cookie that scripts cannot read. `strict` is never sent by other sites; `lax` comes along when another site sends the browser here. */
  write(name: string, value: string, site: 'Strict' | 'Lax', path: string): string {
    return `${name}=${value}; Path=${path}; HttpOnly; SameSite=${site}${this.secure ? '; Secure' : ''}`;
  }
}

/** A cookie's value; null where it did not come along. */
export function cookieValue(header: string, name: string): string | null {
  const pairs = header.split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([key]) => key === name)?.[1] ?? null;
}
