/** 行政处罚法 art. 9 as credit publicity writes it: free text that may name several. */
const words: readonly (readonly [string, RegExp])[] = [
  ['WARNING', /警告/],
  ['CRITICISM', /通报批评/],
  ['FINE', /罚款/],
  ['CONFISCATION', /没收/],
  ['SUSPENSION', /暂扣/],
  ['DOWNGRADE', /降低资质/],
  ['REVOCATION', /吊销/],
  ['RESTRICTION', /限制开展|限制从业/],
  ['CLOSURE', /停产|停业|责令关闭/],
  ['DETENTION', /拘留/],
];

/** The kinds of penalty that texts name; what none of the words fits is 其他行政处罚. */
export function penaltyKindsOf(texts: readonly string[]): readonly string[] {
  if (texts.length === 0) return [];
  const found = words.filter(([, word]) => texts.some((text) => word.test(text))).map(([kind]) => kind);
  return found.length === 0 ? ['OTHER'] : found;
}
