import type { RawRow } from '#base/contracts';
import { doubleEncoded, nameOf, type BytesForm, type TextRule } from './stored-text.js';

/** A column whose letters cannot be trusted, what its bytes look like (null for nothing known), and what they are declared as. */
export interface Doubt {
  readonly label: string;
  readonly declared: string;
  readonly likely: BytesForm | null;
}

/** One column as its letters are read. */
export interface TextColumn {
  readonly label: string;
  /** What its bytes are declared as, for a person. */
  readonly declared: string;
  /** Null where they are sent as they are. */
  readonly rule: TextRule | null;
  /** Whether letters that were encoded twice are looked for. */
  readonly watched: boolean;
}

/** Where a value's bytes are, as the server sent them; null for none. */
type Sent = (place: number) => Buffer | null;

const nothingRead: { readonly texts: ReadonlyMap<number, string>; readonly doubts: readonly Doubt[] | null } =
  { texts: new Map(), doubts: null };

/** How the letters of a table's columns are read: by rules where their bytes are not what a server says they are. */
export class ReadTexts {
  readonly #ruled: readonly (readonly [number, TextColumn, TextRule])[];

  constructor(readonly columns: readonly TextColumn[]) {
    this.#ruled = columns.flatMap((column, place) =>
      column.rule === null ? [] : [[place, column, column.rule] as const],
    );
  }

  isRuled(place: number): boolean {
    return (this.columns[place]?.rule ?? null) !== null;
  }

  /** The texts that stand in place of what was sent, and what is doubted of them. */
  read(sent: Sent): typeof nothingRead {
    if (this.#ruled.length === 0) return nothingRead;
    const texts = new Map<number, string>();
    const doubts: Doubt[] = [];
    for (const [place, { label, declared }, rule] of this.#ruled) {
      const bytes = sent(place);
      const reading = bytes === null ? null : rule(bytes);
      if (reading === null) continue;
      if ('text' in reading) texts.set(place, reading.text);
      else doubts.push({ label, declared, likely: reading.likely });
    }
    return { texts, doubts: doubts.length === 0 ? null : doubts };
  }

  /** What looks as if it had been encoded twice, of the columns that are sent as they are. */
  doubled(sent: Sent): readonly Doubt[] {
    return this.columns.flatMap(({ label, declared, rule, watched }, place) => {
      const bytes = rule === null && watched ? sent(place) : null;
      const likely = bytes?.includes(westernLead) === true ? doubleEncoded(bytes.toString('utf8')) : null;
      return likely === null ? [] : [{ label, declared, likely }];
    });
  }
}

/** The lead byte of the letters À to ÿ in UTF-8: no Chinese text that was encoded twice is without them. */
const westernLead = 0xc3;

/** What of a written row looks as if its letters had been encoded twice; null for nothing. Almost every body only pays a search for a byte. */
export function doubtsIn(body: Buffer, texts: ReadTexts, sent: Sent): readonly Doubt[] | null {
  if (!body.includes(westernLead)) return null;
  const doubts = texts.doubled(sent);
  return doubts.length === 0 ? null : doubts;
}

/** The row in its own place, parked with its reason where the operator sees it. */
export function refusedRow(row: RawRow, doubts: readonly Doubt[]): RawRow {
  const refusal = doubts.map(sentenceOf).join('；');
  const values: unknown = JSON.parse(String(row.body));
  return { ...row, body: Buffer.from(JSON.stringify({ $refused: refusal, $values: values })) };
}

function sentenceOf({ label, declared, likely }: Doubt): string {
  if (likely === null)
    return `列 ${label} 的内容不是 ${declared} 编码（库的编码若是 SQL_ASCII，存的多半是 GBK 字节），按此读出会丢字，请部门核对库的编码，或在数据源定义用 bytesAre 写明`;
  return `列 ${label} 声明的编码是 ${declared}，存的却像 ${nameOf(likely)}字节，照声明读出是乱码；请与部门核对后在数据源定义写明，例如 bytesAre: ${likely}（声明无误则写 latin1），再回补这些行`;
}
