import type { Tx } from '#base/contracts';
import type { Envelope } from '#base/secrets';

interface NewAnswer extends Envelope {
  readonly interface: string;
  readonly request: Buffer;
  readonly askedAt: Date;
  readonly freshUntil: Date;
  readonly keptUntil: Date;
}

/** Keeps an answer in place of an older one, and drops those whose time is over or that a former key sealed. */
export async function upsertAnswer(tx: Tx, answer: NewAnswer): Promise<void> {
  const { request, keyId, ciphertext, wrappedKey, askedAt, freshUntil, keptUntil } = answer;
  await tx.query(
    `with over as (
       delete from lookup.answer where (kept_until <= $6 or key_id <> $3) and (interface, request) <> ($1, $2)
     ), past as (
       delete from lookup.turn where minute < $6::timestamptz - interval '1 hour'
     )
     insert into lookup.answer as a
            (interface, request, key_id, ciphertext, wrapped_key, asked_at, fresh_until, kept_until)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (interface, request) do update
        set key_id = excluded.key_id, ciphertext = excluded.ciphertext, wrapped_key = excluded.wrapped_key,
            asked_at = excluded.asked_at, fresh_until = excluded.fresh_until, kept_until = excluded.kept_until
      where a.asked_at <= excluded.asked_at`,
    [answer.interface, request, keyId, ciphertext, wrappedKey, askedAt, freshUntil, keptUntil],
  );
}
