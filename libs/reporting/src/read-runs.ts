import { And, Equal, Like, type ControlPlane } from '#base/postgres';
import { runEntity, type Run } from './entities/run.entity.js';
import type { SourcesFilter } from './sources-filter.js';

/** The latest stretches of reading, of one source or of all. */
export function readRuns(
  plane: ControlPlane,
  { source, limit, within = null }: SourcesFilter,
): Promise<readonly Run[]> {
  return plane.use((manager) =>
    manager.find(runEntity, {
      where: { source: And(Like(within ?? '%'), ...(source === null ? [] : [Equal(source)])) },
      order: { id: 'desc' },
      take: limit,
    }),
  );
}
