/** How a batch is handled whose items must not stop one another. */
export interface Isolation<Item, Result> {
  /** Handles items together, all or none of them; is called again with fewer of them where it throws. */
  handle(items: readonly Item[]): Promise<Result>;
  /** Whether a fault is one of what all items share (connection, account, disk, lease): it is thrown on, to be tried again as a whole. */
  isShared(fault: unknown): boolean;
  /** Sets an item aside that cannot be handled even alone. */
  park(item: Item, fault: unknown): Promise<Result>;
}

/** An item that fails alone is tried so often before it is set aside: what fails by chance passes, what is broken stops nobody for long. */
const tries = 2;

/**
 * Handles items in their order, and finds out which of them cannot be handled: a batch that fails is cut in halves until the culprit
 * stands alone, which is tried once more and then parked. A batch of n with one culprit costs about 2·log₂ n calls. A shared fault is
 * thrown at once; what was handled before it stays handled. Answers the results of the calls that succeeded, in order.
 */
export async function isolate<Item, Result>(
  items: readonly Item[],
  work: Isolation<Item, Result>,
): Promise<readonly Result[]> {
  const fault = await failing(items, work);
  if ('done' in fault) return [fault.done];
  const [only] = items;
  if (items.length > 1) {
    const middle = Math.ceil(items.length / 2);
    const first = await isolate(items.slice(0, middle), work);
    const second = await isolate(items.slice(middle), work);
    return [...first, ...second];
  }
  if (only === undefined) throw fault.thrown;
  let last = fault;
  for (let tried = 1; tried < tries; tried += 1) {
    const again = await failing(items, work);
    if ('done' in again) return [again.done];
    last = again;
  }
  return [await work.park(only, last.thrown)];
}

async function failing<Item, Result>(
  items: readonly Item[],
  work: Isolation<Item, Result>,
): Promise<{ readonly done: Result } | { readonly thrown: unknown }> {
  try {
    return { done: await work.handle(items) };
  } catch (thrown) {
    if (work.isShared(thrown)) throw thrown;
    return { thrown };
  }
}
