import { z } from 'zod';
import type { Clock } from '#base/contracts';
import type { ControlPlane, EntityManager } from '#base/postgres';
import { auditEntity } from './entities/audit.entity.js';
import { codeAdditionEntity, type CodeAddition } from './entities/code-addition.entity.js';
import { parkedEntity } from './entities/parked.entity.js';
import { readColumn } from './replace-column.js';

/** The unknown code that parked a record: where it stood and what was written there. */
export interface UnknownCode {
  readonly source: string;
  readonly stream: string;
  readonly standard: string;
  readonly generation: string;
  readonly column: string;
  readonly raw: string;
}

/** What every record has that was read. */
const readSchema = z.object({ stream: z.string(), standard: z.string(), generation: z.string() });

/** What names one addition. */
export type CodeName = Pick<CodeAddition, 'source' | 'stream' | 'field' | 'raw'>;

/** Where operators add codes that a mapping document does not know, so that nobody edits a file; every change is audited. */
export class CodeDesk {
  constructor(
    private readonly plane: ControlPlane,
    private readonly clock: Clock,
  ) {}

  list(): Promise<readonly CodeAddition[]> {
    return this.plane.use((manager) =>
      manager.find(codeAdditionEntity, { order: { source: 'asc', stream: 'asc', field: 'asc', raw: 'asc' } }),
    );
  }

  /** The code a record is parked for; null when it is parked for something else. */
  async unknownCode(id: string): Promise<UnknownCode | null> {
    const row = await this.plane.use((manager) => manager.findOneBy(parkedEntity, { id }));
    if (row === null || row.code !== 'HUB_CODE_UNKNOWN' || row.field === null) return null;
    const { source, field: column } = row;
    const raw = (readColumn(row.body ?? '', column) ?? '').trim();
    const read = readSchema.safeParse(row);
    return raw === '' || !read.success ? null : { source, ...read.data, column, raw };
  }

  /** Adds a code, or gives one that was added before another meaning. Normalise takes it up with its next reload. */
  add(name: CodeName, canonical: string, by: string, why: string): Promise<void> {
    const at = this.clock.now();
    return this.plane.transaction(async (manager) => {
      const addition = { ...name, canonical, addedAt: at, addedBy: by, why };
      await manager.upsert(codeAdditionEntity, addition, ['source', 'stream', 'field', 'raw']);
      await note(manager, { at, actor: by, action: 'code.add', detail: { canonical, why } }, name);
    });
  }

  /** Takes an addition back; answers whether there was one. */
  drop(name: CodeName, by: string, why: string): Promise<boolean> {
    const at = this.clock.now();
    return this.plane.transaction(async (manager) => {
      const { affected } = await manager.delete(codeAdditionEntity, { ...name });
      if (affected !== 1) return false;
      await note(manager, { at, actor: by, action: 'code.drop', detail: { why } }, name);
      return true;
    });
  }
}

async function note(
  manager: EntityManager,
  entry: { readonly at: Date; readonly actor: string; readonly action: string; readonly detail: object },
  { source, stream, field, raw }: CodeName,
): Promise<void> {
  await manager.insert(auditEntity, { ...entry, subject: `${source}/${stream}/${field}/${raw}` });
}
