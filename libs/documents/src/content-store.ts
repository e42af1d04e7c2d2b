/** Where bytes are kept by their SHA-256 (hex). A folder today; an object store by the same two doors. */
export interface ContentStore {
  /** Keeps the bytes; keeping them again changes nothing. */
  put(sha256: string, bytes: Uint8Array): Promise<void>;
  /** The bytes, or null where nothing is kept under the digest. */
  get(sha256: string): Promise<Uint8Array | null>;
}
