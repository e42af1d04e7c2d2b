import type { Tx } from '#base/contracts';

/** The lanes this sender may work on until its lease ends, and those it should give up so that others get theirs. */
export interface LaneShare {
  readonly mine: readonly number[];
  readonly surplus: readonly number[];
}

interface Wanted {
  readonly lanes: number;
  readonly senders: number;
}

/** Says that the sender lives, renews its lanes, and takes free ones up to its fair share. The database's clock decides. */
export async function shareLanes(tx: Tx, owner: string, leaseMs: number): Promise<LaneShare> {
  await tx.query(
    `insert into feedback.sender (owner, seen_at) values ($1, now())
         on conflict (owner) do update set seen_at = excluded.seen_at`,
    [owner],
  );
  const wanted = await tx.query<Wanted>(
    `select (select count(*)::int from feedback.lane) as lanes,
            (select count(*)::int from feedback.sender
              where seen_at > now() - $1 * interval '1 millisecond') as senders`,
    [leaseMs],
  );
  const { lanes, senders } = wanted.rows[0] ?? { lanes: 0, senders: 1 };
  const fair = Math.ceil(lanes / senders);
  const kept = await tx.query<{ lane: number }>(
    `update feedback.lane set leased_until = now() + $2 * interval '1 millisecond'
      where owner = $1 returning lane`,
    [owner, leaseMs],
  );
  const taken = await tx.query<{ lane: number }>(
    `update feedback.lane set owner = $1, leased_until = now() + $2 * interval '1 millisecond'
      where lane in (select lane from feedback.lane where leased_until < now() and owner is distinct from $1
                      order by lane limit $3 for update skip locked)
      returning lane`,
    [owner, leaseMs, Math.max(0, fair - kept.rows.length)],
  );
  const held = [...kept.rows, ...taken.rows].map(({ lane }) => lane).sort((a, b) => a - b);
  return { mine: held.slice(0, fair), surplus: held.slice(fair) };
}
