/** Bytes printed in hexadecimal digits, PostgreSQL's mark before them or none. */
export function bytesOf(printed: string): Buffer {
  return Buffer.from(printed.replace(/^\\x/, ''), 'hex');
}
