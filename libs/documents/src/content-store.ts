/** A content as it was kept: known by its SHA-256 (hex). */
export interface KeptContent {
  readonly sha256: string;
  readonly size: number;
}

/** A content that came in whole and is not kept yet. */
export interface ContentDraft extends KeptContent {
  /** Keeps it under its digest; keeping it again changes nothing. */
  keep(): Promise<void>;
  /** Lets go of what is not needed any more, kept or not. */
  drop(): Promise<void>;
}

/** Where bytes are kept by their SHA-256: a folder, or an object store by the same doors. */
export interface ContentStore {
  /** Takes what comes to its end; where the chunks end in an error, nothing stays. */
  draft(chunks: AsyncIterable<Uint8Array>): Promise<ContentDraft>;
  /** The bytes, or null where nothing is kept under the digest. */
  get(sha256: string): Promise<Uint8Array | null>;
  /** Removes what is kept under the digest; removing what is not there changes nothing. */
  remove(sha256: string): Promise<void>;
}
