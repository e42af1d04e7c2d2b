import { Like, type ControlPlane } from '#base/postgres';
import { nobodyToTellEntity, type NobodyToTell } from './entities/nobody-to-tell.entity.js';

/** The cases that lately turned out to concern nobody; `within` is a pattern of sources. */
export function readNobodyToTell(
  plane: ControlPlane,
  limit: number,
  within: string | null = null,
): Promise<readonly NobodyToTell[]> {
  return plane.use((manager) =>
    manager.find(nobodyToTellEntity, {
      where: within === null ? {} : { source: Like(within) },
      order: { notedAt: 'desc' },
      take: limit,
    }),
  );
}
