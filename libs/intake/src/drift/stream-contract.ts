import {
  ownField,
  type KnownCodes,
  type RawRow,
  type SourceId,
  type StreamDefinition,
  type Transactions,
  type Tx,
} from '#base/contracts';
import { holdContract } from '../sql/hold-contract.js';
import { insertContract } from '../sql/insert-contract.js';
import { moveContract } from '../sql/move-contract.js';
import { noteDrift } from '../sql/note-drift.js';
import type { KeptContract, StoredContract } from '../sql/select-contracts.js';
import { withdrawDrift } from '../sql/withdraw-drift.js';
import { acceptedShape } from './accepted-shape.js';
import { compareShapes, passes, type Difference } from './compare-shapes.js';
import { Emptied } from './emptied.js';
import { joinShapes, shapeOf, type Shape } from './shape.js';
import { Tellings } from './tellings.js';

/** So many rows of a page are looked at: their cost must not show beside reading and publishing. */
const rowsOfPage = 8;
/** After so many rows the contract is learned: what differs then is told. */
const learnedAfter = 200;
/** In a table a change of the columns themselves is told at once: every row has all of them. */
const ofColumns: ReadonlySet<string> = new Set(['missing', 'renamed', 'additive']);

/** A row as its contract looks at it. */
export type SampledRow = Pick<RawRow, 'body' | 'operation'>;

/** What one stream looks like, and what the pages since the last `save` showed beside it. */
export class StreamContract {
  #version = 0;
  #sampled = 0;
  #columns: Shape | null = null;
  #changed = false;
  /** Whether the system declares the columns: then their types are compared there. */
  #declared = false;
  #known: KnownCodes | null = null;
  #lastBody: string | null = null;
  /** Whether what went away while nobody read has been withdrawn. */
  #withdrawn = false;
  readonly #tellings = new Tellings();
  readonly #emptied = new Emptied();
  readonly #seen = { present: new Set<string>(), filled: new Set<string>() };
  /** Else a field may be left out: those of a service or of what a department sends. */
  readonly #tabular: boolean;

  constructor(private readonly stream: StreamDefinition) {
    this.#tabular = stream.mode !== 'cursor' && stream.mode !== 'push';
  }

  /** The contract as stored. */
  take({ version, sampled, columns, declared }: KeptContract): void {
    this.#declared = declared;
    if (version === this.#version) return;
    this.#version = version;
    this.#sampled = Math.max(this.#sampled, sampled);
    this.#columns = columns;
    this.#changed = false;
    this.#rest();
  }

  /** The codes its mapping knows from here on; answers whether they are others than before. */
  know(codes: KnownCodes): boolean {
    if (codes === this.#known) return false;
    this.#known = codes;
    this.#rest();
    return true;
  }

  /** Looks at a few rows of a page, spread over it, the newest among them. A page that ends like the last one is the same look-back again. */
  look(rows: readonly SampledRow[]): void {
    const last = rows.at(-1)?.body.toString();
    if (last === undefined || last === this.#lastBody) return;
    this.#lastBody = last;
    const step = Math.ceil(rows.length / rowsOfPage);
    const known = this.#known ?? new Map();
    const shapes = rows
      .filter((row, place) => (rows.length - 1 - place) % step === 0 && row.operation === 'put')
      .flatMap(({ body }) => parsed(body.toString()))
      .map((row) => shapeOf(row, known));
    if (shapes.length === 0) return;
    this.#meet(shapes.reduce(joinShapes), shapes.length);
  }

  /** Answers false when the stored contract has moved meanwhile: a person accepted something, or another collector reads. */
  async save(database: Transactions, source: SourceId, at: Date): Promise<boolean> {
    const columns = this.#columns;
    const due = this.#tellings.due(at);
    const back = this.#isBack();
    if (columns === null || (!this.#changed && due.length === 0 && !back)) return true;
    const contract = { stream: this.stream.name, version: this.#version, sampled: this.#sampled, columns };
    const moved = await database.transaction(async (tx) => {
      if (!(await this.#store(tx, source, contract, at))) return false;
      for (const difference of due) await noteDrift(tx, source, this.stream.name, difference, at);
      if (back) await withdrawDrift(tx, source, this.stream.name, this.#seen, at);
      return true;
    });
    if (moved) {
      if (this.#changed) this.#version += 1;
      this.#tellings.told(due, at);
      this.#withdrawn = true;
    }
    this.#changed = false;
    this.#rest();
    this.#seen.present.clear();
    this.#seen.filled.clear();
    return moved;
  }

  #store(tx: Tx, source: SourceId, contract: StoredContract, at: Date): Promise<boolean> {
    if (this.#version === 0) return insertContract(tx, source, contract, at);
    return this.#changed
      ? moveContract(tx, source, contract, at)
      : holdContract(tx, source, contract.stream, contract.version);
  }

  #rest(): void {
    this.#tellings.rest(
      (column, code) =>
        this.#known?.get(column.toUpperCase())?.has(code) === false &&
        ownField(this.#columns, column)?.codes.includes(code) !== true,
    );
  }

  /** Whether a column that was told to be gone or empty is here again; after a start, whether any may be. */
  #isBack(): boolean {
    if (this.#seen.present.size === 0) return false;
    return !this.#withdrawn || this.#tellings.takeBack(this.#seen);
  }

  #meet(seen: Shape, rows: number): void {
    const contract = this.#columns;
    for (const [name, { type }] of Object.entries(seen)) {
      this.#seen.present.add(name);
      if (type !== null) this.#seen.filled.add(name);
    }
    if (contract === null) {
      this.#learn(seen, rows);
      return;
    }
    const learned = this.#sampled >= learnedAfter;
    const told = compareShapes(contract, this.#emptied.settled(contract, seen, rows)).filter(({ kind }) =>
      this.#tells(kind, learned),
    );
    for (const difference of told) this.#tellings.add(difference);
    const passing = told.filter(({ kind }) => passes(kind));
    if (passing.length > 0) {
      this.#columns = passing
        .map((one) => (this.#tabular ? one : optional(one)))
        .reduce(acceptedShape, contract);
      this.#changed = true;
    }
    if (!learned) this.#learn(this.#tabular ? among(this.#columns ?? contract, seen) : seen, rows);
  }

  #tells(kind: Difference['kind'], learned: boolean): boolean {
    if (kind === 'type' && this.#declared) return false;
    return learned || (this.#tabular && ofColumns.has(kind));
  }

  /** While it learns, what a row shows of the columns it knows belongs to the contract without a word. */
  #learn(seen: Shape, rows: number): void {
    const joined = this.#columns === null ? seen : joinShapes(this.#columns, seen);
    const kept = this.#tabular
      ? Object.entries(joined).map(([name, shape]) => [name, { ...shape, always: true }] as const)
      : Object.entries(joined);
    this.#columns = Object.fromEntries(kept);
    this.#sampled += rows;
    this.#changed = true;
  }
}

/** A field that came once may be left out again. */
function optional(difference: Difference): Difference {
  const { kind, after } = difference;
  return kind === 'additive' && after !== null
    ? { ...difference, after: { ...after, always: false } }
    : difference;
}

function among(contract: Shape, seen: Shape): Shape {
  return Object.fromEntries(Object.entries(seen).filter(([name]) => Object.hasOwn(contract, name)));
}

/** A body that is no object, or says why its row was refused, has no columns; the mapping parks it with its reason. */
function parsed(body: string): readonly Readonly<Record<string, unknown>>[] {
  try {
    const row: unknown = JSON.parse(body);
    const isRow = typeof row === 'object' && row !== null && !Array.isArray(row) && !('$refused' in row);
    return isRow ? [{ ...row }] : [];
  } catch {
    return [];
  }
}
