/** One field of an answer as it may be shown; null when the national system left it out. */
export interface AnswerField {
  readonly name: string;
  readonly title: string;
  readonly value: string | null;
  /** Whether the value is covered because it is personal data. */
  readonly masked: boolean;
}

/** An answer and when the national system gave it. */
export interface KeptAnswer {
  readonly askedAt: Date;
  readonly fields: readonly AnswerField[];
}

/** What came of a question. Nothing here is thrown: the national side being down is an ordinary day. */
export type LookupOutcome =
  /** The national system answered, now (`live`) or not long ago (`cached`). */
  | ({ readonly outcome: 'answered'; readonly freshness: 'live' | 'cached' } & KeptAnswer)
  /** It answered that it knows no such subject. */
  | { readonly outcome: 'notFound'; readonly sentence: string; readonly askedAt: Date }
  /** It does not answer, since `since`; an older answer, where there is one, is offered as stale. */
  | {
      readonly outcome: 'unavailable';
      readonly sentence: string;
      readonly since: Date;
      readonly stale: KeptAnswer | null;
    }
  /** Asked too often; again from `retryAt`. */
  | { readonly outcome: 'limited'; readonly sentence: string; readonly retryAt: Date }
  /** The national side refuses the hub's key or question, or answers in a form the definition does not know: a person must act. */
  | { readonly outcome: 'refused'; readonly sentence: string }
  /** The request itself is incomplete or wrong; nobody was asked. */
  | { readonly outcome: 'invalid'; readonly sentence: string };
