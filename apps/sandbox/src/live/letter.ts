import { z } from 'zod';
import type { ConsumedMessage } from '#base/contracts';
import { readEventHeaders } from '#base/kafka';
import type { Letter } from './reactions.js';

const text = z.string().nullable().default(null);
const named = z.object({ name: text }).nullish();
const bodySchema = z.object({
  change: text,
  licence: z
    .object({ name: text, number: text })
    .nullish()
    .transform((licence) => licence ?? { name: null, number: null }),
  applicant: named,
  holder: named,
});

const typeForm = /^cn\.gov\.sd\.feedback\.([a-z-]+)\.v1$/;

/** Reads a message of a feedback topic; null for one that no department could make sense of. */
export function readLetter(message: ConsumedMessage): Letter | null {
  const headers = readEventHeaders(message.headers);
  if (headers.outcome === 'malformed') return null;
  const kind = typeForm.exec(headers.event.type)?.[1];
  const body = bodySchema.safeParse(parseJson(message.value));
  if (kind === undefined || !body.success) return null;
  const { change, licence, applicant, holder } = body.data;
  return {
    kind,
    change,
    expects: headers.event.receipts,
    facts: {
      messageId: headers.event.id,
      key: message.key ?? headers.event.id,
      licenceNumber: licence.number,
      licenceName: licence.name,
      holder: (applicant ?? holder)?.name ?? null,
    },
  };
}

function parseJson(value: Buffer | null): unknown {
  try {
    return JSON.parse(value?.toString('utf8') ?? '');
  } catch {
    return null;
  }
}
