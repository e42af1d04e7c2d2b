import { brandAs, type SourceId, type Transactions } from '#base/contracts';
import { retrySource, type RetryContext } from '#libs/intake';
import { readSourceSecrets } from '#libs/reporting';

/** After a secret was put right, the sources at fault that need it are tried at once instead of at their next turn; answers which. */
export async function retryAfterSecret(
  database: Transactions,
  secret: string,
  context: RetryContext,
): Promise<readonly SourceId[]> {
  return database.transaction(async (tx) => {
    const needing = (await readSourceSecrets(tx)).filter((each) => each.secret === secret);
    const tried: SourceId[] = [];
    for (const source of new Set(needing.map((each) => brandAs<SourceId>(each.source)))) {
      const outcome = await retrySource(tx, source, context);
      if ('asked' in outcome && outcome.asked) tried.push(source);
    }
    return tried;
  });
}
