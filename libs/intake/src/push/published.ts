import type { Transactions, Tx } from '#base/contracts';
import { deleteVanished } from '../sql/delete-vanished.js';
import type { HashedRow } from '../reading.js';
import type { SnapshotRow } from '../seen-row.js';
import { rememberPushed } from './sql/remember-pushed.js';

/**
 * What was last published of each key. Before a key is published anew it is forgotten: whether the broker took what was not acknowledged nobody
 * knows, and of two batches at once nobody knows the last. What comes next of such a key is news, even if it was sent before.
 */
export class Published {
  constructor(
    private readonly database: Transactions,
    private readonly stream: number,
  ) {}

  /** To be awaited before the rows are published. */
  forget(rows: readonly HashedRow[]): Promise<void> {
    const keys = rows.map(({ key }) => key);
    return this.database.transaction((tx) => deleteVanished(tx, this.stream, keys));
  }

  /** Once all of the rows are acknowledged; no key occurs twice. */
  async remember(tx: Tx, rows: readonly SnapshotRow[]): Promise<void> {
    const overtaken = await rememberPushed(tx, this.stream, rows);
    if (overtaken.length > 0) await deleteVanished(tx, this.stream, overtaken);
  }
}
