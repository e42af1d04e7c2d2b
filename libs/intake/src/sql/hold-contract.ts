import type { SourceId, StreamName, Tx } from '#base/contracts';

/** Whether a contract is still at a version; it stays so until the transaction ends. */
export async function holdContract(
  tx: Tx,
  source: SourceId,
  stream: StreamName,
  version: number,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    'select from intake.contract where source = $1 and stream = $2 and version = $3 for share',
    [source, stream, version],
  );
  return rowCount === 1;
}
