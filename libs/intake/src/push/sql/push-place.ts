/** A batch is known by its source and the sender's idempotency key. */
export interface PushPlace {
  readonly source: string;
  readonly stream: string;
  readonly key: string;
}
