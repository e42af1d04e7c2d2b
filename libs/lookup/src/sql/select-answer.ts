import type { Queryable } from '#base/contracts';
import type { Envelope } from '#base/secrets';

interface AnswerRow extends Envelope {
  readonly askedAt: Date;
  readonly freshUntil: Date;
}

/** The sealed answer to a question, as long as it is kept. */
export async function selectAnswer(
  database: Queryable,
  id: string,
  request: Buffer,
  now: Date,
): Promise<AnswerRow | null> {
  const { rows } = await database.query<AnswerRow>(
    `select key_id as "keyId", ciphertext, wrapped_key as "wrappedKey", asked_at as "askedAt", fresh_until as "freshUntil"
       from lookup.answer
      where interface = $1 and request = $2 and kept_until > $3`,
    [id, request, now],
  );
  return rows[0] ?? null;
}
