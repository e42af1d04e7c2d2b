import { EntitySchema } from '#base/postgres';

/** `ops.fuse`: how many of a stream's latest records were parked; held since `heldAt`. */
export interface Fuse {
  readonly source: string;
  readonly stream: string;
  readonly slices: object;
  readonly heldAt: Date | null;
  readonly sentence: string | null;
  readonly parkedSince: number;
}

export const fuseEntity = new EntitySchema<Fuse>({
  name: 'fuse',
  schema: 'ops',
  tableName: 'fuse',
  columns: {
    source: { type: 'text', primary: true },
    stream: { type: 'text', primary: true },
    slices: { type: 'jsonb' },
    heldAt: { name: 'held_at', type: 'timestamptz', nullable: true },
    sentence: { type: 'text', nullable: true },
    parkedSince: { name: 'parked_since', type: 'integer' },
  },
});
