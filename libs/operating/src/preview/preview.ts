import type { MessageKind, SourceId, StreamName } from '#base/contracts';
import type { PutVerdict } from '#libs/records';
import type { FieldView } from '#libs/reporting';

/** What would become of a row: what putting it would do, or that the hub would park it. */
export type RowVerdict = PutVerdict | 'rejected';

/** One row as read, beside what it would become. Personal data is masked on both sides. */
export interface PreviewRow {
  readonly stream: StreamName;
  readonly caseNumber: string;
  readonly raw: Readonly<Record<string, unknown>> | null;
  readonly kind: string;
  /** Columns that a mapping rule reads; the others are left out, with or without a reason. */
  readonly readColumns: readonly string[];
  readonly mapped: readonly (FieldView & { readonly columns: readonly string[] })[];
  readonly revision: number | null;
  readonly findings: readonly string[];
  readonly verdict: RowVerdict;
  /** Why it would be parked. */
  readonly fault: { readonly code: string; readonly field: string | null; readonly sentence: string } | null;
}

/**
 * One department that would be told: what, and by when it would owe what. `says` is the change, or the state of a status-sync. Dates are
 * ISO 8601 or the state of an unpublished calendar.
 */
export interface PreviewTelling {
  readonly to: string;
  readonly kind: MessageKind;
  readonly says: string;
  readonly item: string | null;
  readonly deadlines: readonly { readonly expects: string; readonly limit: string; readonly due: string }[];
}

/** A case whose change would be routed, and where that would lead: how it would be decided, and all who would be told, states included. */
export interface PreviewCase {
  readonly caseNumber: string;
  readonly outcome: 'messages' | 'nobody' | 'parked' | 'waiting' | 'nothing';
  readonly sentence: string | null;
  readonly tells: readonly PreviewTelling[];
}

/** A look at real rows of a source and at everything they would do. */
export interface Preview {
  readonly source: SourceId;
  readonly name: string;
  readonly connector: string;
  readonly standard: string;
  readonly generation: string;
  /** The definition that was looked at, by its digest. */
  readonly definition: string;
  readonly policy: string;
  readonly at: string;
  readonly rowsPerStream: number;
  readonly streams: readonly {
    readonly stream: StreamName;
    readonly mapping: string | null;
    readonly read: number;
  }[];
  /** Whether departments would be told of what is there already, or only of what comes after the source is switched on. */
  readonly tellsFirstLoad: boolean;
  readonly counts: Readonly<Record<RowVerdict, number>> & {
    readonly read: number;
    readonly messages: number;
  };
  readonly rows: readonly PreviewRow[];
  readonly cases: readonly PreviewCase[];
}
