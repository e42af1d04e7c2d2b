import {
  HubError,
  type Clock,
  type DeclaredColumn,
  type SourceDefinition,
  type SourceReader,
  type StreamDefinition,
  type Transactions,
} from '#base/contracts';
import { noteDeclared } from '../sql/note-declared.js';
import { putDeclared } from '../sql/put-declared.js';
import { selectDeclared, type StoredDeclaration } from '../sql/select-declared.js';
import { withdrawDeclared } from '../sql/withdraw-declared.js';
import { acceptedDeclared, compareDeclared, passing } from './compare-declared.js';

/** How often a catalogue is asked again while its source stays open. */
const againMs = 300_000;

/**
 * Compares how a source declares its tables with what was agreed, when it is opened and now and then, so that a change is told before any row
 * shows it. What adds or widens becomes part of the agreement; the rest waits for a decision, or until it goes away again.
 */
export class DeclaredWatch {
  #lookedAt: number | null = null;

  constructor(
    private readonly database: Transactions,
    private readonly source: SourceDefinition,
    private readonly clock: Clock,
  ) {}

  /** Looks when it is time. A catalogue that cannot be read is no fault of the reading: that tells its own. */
  async look(reader: Pick<SourceReader, 'declared'>): Promise<void> {
    const at = this.clock.now();
    if (this.#lookedAt !== null && at.getTime() - this.#lookedAt < againMs) return;
    this.#lookedAt = at.getTime();
    const stored = await selectDeclared(this.database, this.source.id);
    for (const stream of this.source.streams) {
      const columns = await declaredOf(reader, stream);
      const own = stored.find((each) => each.stream === stream.name) ?? null;
      if (columns !== null) await this.#settle(stream, own, columns, at);
    }
  }

  async #settle(
    { name: stream }: StreamDefinition,
    stored: StoredDeclaration | null,
    now: readonly DeclaredColumn[],
    at: Date,
  ): Promise<void> {
    const { id } = this.source;
    const differences = stored === null ? [] : compareDeclared(stored.columns, now);
    const taken = passing(differences);
    const columns = stored === null ? now : acceptedDeclared(stored.columns, taken);
    await this.database.transaction(async (tx) => {
      const moves = stored === null || taken.length > 0;
      const next = { stream, version: stored?.version ?? 0, columns };
      // Somebody accepted a difference meanwhile: the next look compares with the agreement as it is then.
      if (moves && !(await putDeclared(tx, id, next, at))) return;
      for (const difference of differences) await noteDeclared(tx, id, stream, difference, at);
      await withdrawDeclared(tx, id, stream, differences, at);
    });
  }
}

async function declaredOf(
  reader: Pick<SourceReader, 'declared'>,
  stream: StreamDefinition,
): Promise<readonly DeclaredColumn[] | null> {
  try {
    return (await reader.declared?.(stream)) ?? null;
  } catch (thrown) {
    if (thrown instanceof HubError) return null;
    throw thrown;
  }
}
