import { HubError, type Queryable } from '#base/contracts';
import { compileStandard, type StandardEntry } from '#libs/mapping';
import { selectNewest, type StandardVersion } from './sql/select-standards.js';

/** A stored version compiled; null where it takes the document out of force, or where today's rules no longer read it. */
export function compileHeld(
  { name, version, document }: StandardVersion,
  onFault: (fault: HubError) => void = () => undefined,
): StandardEntry | null {
  if (document === null) return null;
  try {
    return compileStandard({ path: `${name} 第 ${version} 版`, text: document });
  } catch (thrown) {
    if (!(thrown instanceof HubError)) throw thrown;
    onFault(thrown);
    return null;
  }
}

/** The documents in force, compiled, for a command that asks once; one that today's rules no longer read is left out. */
export async function readAppliedStandards(database: Queryable): Promise<readonly StandardEntry[]> {
  return (await selectNewest(database)).flatMap((held) => compileHeld(held) ?? []);
}
