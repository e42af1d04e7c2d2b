import type { ControlPlane } from '#base/postgres';
import { runEntity, type Run } from './entities/run.entity.js';

/** The latest stretches of reading, of one source or of all. */
export function readRuns(
  plane: ControlPlane,
  { source, limit }: { readonly source: string | null; readonly limit: number },
): Promise<readonly Run[]> {
  return plane.use((manager) =>
    manager.find(runEntity, {
      where: source === null ? {} : { source },
      order: { id: 'desc' },
      take: limit,
    }),
  );
}
