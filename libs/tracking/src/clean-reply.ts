import { cleanIdentifier } from '#base/contracts';
import type { IncomingEvent } from '#base/kafka';

type Body = Readonly<Record<string, unknown>>;

/** What names a department or a message is an identifier; the sender's own id stays as it is. */
export function cleaned(event: IncomingEvent): IncomingEvent {
  const { source, type, inReplyTo, recipient } = event;
  return {
    ...event,
    source: cleanIdentifier(source),
    type: cleanIdentifier(type),
    inReplyTo: inReplyTo === null ? null : cleanIdentifier(inReplyTo),
    recipient: recipient === null ? null : cleanIdentifier(recipient),
  };
}

/** The id of the message it speaks of is an identifier: cleaned before its form is checked. */
export function withCleanId(body: Body | null): Body | null {
  const id = body?.['messageId'];
  return body === null || typeof id !== 'string' ? body : { ...body, messageId: cleanIdentifier(id) };
}
