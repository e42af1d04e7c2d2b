const farthest = 3;
const longest = 100;
const mostShown = 3;

/** The candidates that were probably meant by a word, those that come closest: at most three edits away, and less than half of the word. */
export function nearest(word: string, candidates: Iterable<string>): readonly string[] {
  const typed = word.toLowerCase().slice(0, longest);
  const limit = Math.min(farthest, Math.ceil(typed.length * 0.4));
  const close = [...new Set(candidates)]
    .map((candidate) => ({
      candidate,
      edits: editsBetween(typed, candidate.toLowerCase().slice(0, longest)),
    }))
    .filter(({ candidate, edits }) => edits <= limit || startsLike(typed, candidate.toLowerCase()))
    .sort((a, b) => a.edits - b.edits || a.candidate.localeCompare(b.candidate));
  return close
    .filter(({ edits }) => edits === close[0]?.edits)
    .slice(0, mostShown)
    .map(({ candidate }) => candidate);
}

/** The question that stands behind a sentence about an unknown word; empty when nothing comes near it. */
export function suggestion(word: string, candidates: Iterable<string>): string {
  const close = nearest(word, candidates);
  return close.length === 0 ? '' : `您是不是想用 ${close.join('、')}？`;
}

/** Whoever stops typing early, or leaves out the beginning (`zjj.front`), means what goes on like it. */
function startsLike(typed: string, candidate: string): boolean {
  return typed.length >= 3 && (candidate.startsWith(typed) || candidate.endsWith(typed));
}

/** Insertions, deletions, replacements and swaps of neighbours that lead from one word to the other. */
function editsBetween(from: string, to: string): number {
  const a = Array.from(from);
  const b = Array.from(to);
  const known = new Map<number, number>();
  const edits = (rows: number, columns: number): number => {
    const at = rows * (b.length + 1) + columns;
    const found = known.get(at) ?? count(rows, columns);
    known.set(at, found);
    return found;
  };
  const count = (rows: number, columns: number): number => {
    if (rows === 0 || columns === 0) return rows + columns;
    const replaced = edits(rows - 1, columns - 1) + (a[rows - 1] === b[columns - 1] ? 0 : 1);
    const shorter = Math.min(edits(rows - 1, columns), edits(rows, columns - 1)) + 1;
    const swapped = a[rows - 1] === b[columns - 2] && a[rows - 2] === b[columns - 1];
    return Math.min(
      replaced,
      shorter,
      swapped && rows > 1 && columns > 1 ? edits(rows - 2, columns - 2) + 1 : shorter,
    );
  };
  return edits(a.length, b.length);
}
