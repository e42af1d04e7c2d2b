import type { ControlPlane } from '#base/postgres';
import { nobodyToTellEntity, type NobodyToTell } from './entities/nobody-to-tell.entity.js';

/** The cases that lately turned out to concern nobody. */
export function readNobodyToTell(plane: ControlPlane, limit: number): Promise<readonly NobodyToTell[]> {
  return plane.use((manager) =>
    manager.find(nobodyToTellEntity, { order: { notedAt: 'desc' }, take: limit }),
  );
}
