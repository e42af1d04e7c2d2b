/** A time as the hub writes it into a request, as a moment; null when it is none. */
export function momentOf(text: string): Date | null {
  const at = new Date(`${text.trim().replace(' ', 'T')}+08:00`);
  return Number.isNaN(at.getTime()) ? null : at;
}

/** A page of a range as a service was asked for it; null when it was asked wrongly. */
export function rangeOf(
  asked: Readonly<Record<'from' | 'to' | 'page' | 'size', string>>,
  most: number,
): { readonly from: Date; readonly to: Date; readonly offset: number; readonly limit: number } | null {
  const [from, to] = [momentOf(asked.from), momentOf(asked.to)];
  const [page, size] = [Number(asked.page), Number(asked.size)];
  if (from === null || to === null || !Number.isInteger(page) || !Number.isInteger(size)) return null;
  if (page < 1 || size < 1) return null;
  const limit = Math.min(size, most);
  return { from, to, offset: (page - 1) * limit, limit };
}
