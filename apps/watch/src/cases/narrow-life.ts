import type { Reach } from '#libs/access';
import type { CaseLife } from '#libs/reporting';

/**
 * A case as far as somebody reaches: all of it where its source is theirs; where they were only told of it, its records and their own messages;
 * otherwise nothing.
 */
export function narrowLife(life: CaseLife, reach: Reach): readonly CaseLife[] {
  if (reach.coversOwner(life.source)) return [life];
  const messages = life.messages.filter(({ from, to }) => reach.coversOwner(from) || reach.coversOwner(to));
  return messages.length === 0 ? [] : [{ ...life, messages, parked: [], findings: [], breaches: [] }];
}
