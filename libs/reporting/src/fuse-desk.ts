import type { Clock } from '#base/contracts';
import { IsNull, Not, type ControlPlane } from '#base/postgres';
import { auditEntity } from './entities/audit.entity.js';
import { fuseEntity, type Fuse } from './entities/fuse.entity.js';

/** A stream whose fuse has blown, and why. */
export type BlownFuse = Omit<Fuse, 'slices'>;

/** The streams that are held, the first to be held first. */
export function readFuses(plane: ControlPlane): Promise<readonly BlownFuse[]> {
  return plane.use((manager) =>
    manager.find(fuseEntity, {
      select: { source: true, stream: true, heldAt: true, sentence: true, parkedSince: true },
      where: { heldAt: Not(IsNull()) },
      order: { heldAt: 'asc' },
    }),
  );
}

/** Where a person lets a held stream go on; the window starts anew. */
export class FuseDesk {
  constructor(
    private readonly plane: ControlPlane,
    private readonly clock: Clock,
  ) {}

  /** Answers whether the stream was held. */
  reset(source: string, stream: string, by: string, why: string): Promise<boolean> {
    return this.plane.transaction(async (manager) => {
      const { affected } = await manager.update(
        fuseEntity,
        { source, stream, heldAt: Not(IsNull()) },
        { heldAt: null, sentence: null, slices: [], parkedSince: 0 },
      );
      if (affected !== 1) return false;
      await manager.insert(auditEntity, {
        at: this.clock.now(),
        actor: by,
        action: 'fuse.reset',
        subject: `${source}/${stream}`,
        detail: { why },
      });
      return true;
    });
  }
}
