/** A content as it was kept: known by its SHA-256 (hex). */
export interface KeptContent {
  readonly sha256: string;
  readonly size: number;
}

/** Where bytes are kept by their SHA-256. A folder today; an object store by the same two doors. */
export interface ContentStore {
  /** Keeps what comes, whole or, where the chunks end in an error, not at all; keeping it again changes nothing. */
  keep(chunks: AsyncIterable<Uint8Array>): Promise<KeptContent>;
  /** The bytes, or null where nothing is kept under the digest. */
  get(sha256: string): Promise<Uint8Array | null>;
}
