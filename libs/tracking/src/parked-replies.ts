import { departmentName, type ConsumedBatch, type DepartmentRef } from '#base/contracts';
import type { ParkedRow } from '#base/postgres';
import type { Verdict } from './folded-replies.js';

/** What was refused of a batch, as it is parked. */
export function parkedReplies(
  { topic, partition }: ConsumedBatch,
  from: DepartmentRef,
  verdicts: readonly Verdict[],
): readonly ParkedRow[] {
  return verdicts.flatMap(({ message, code, field, sentence }): readonly ParkedRow[] => {
    if (code === null || sentence === null) return [];
    return [
      {
        cause: 'receipt',
        code,
        field,
        sentence,
        source: departmentName(from),
        stream: 'reply',
        caseNumber: message.key,
        standard: null,
        generation: null,
        topic,
        partition,
        offset: message.offset,
        hash: null,
        readAt: null,
        operation: 'put',
        body: message.value?.toString('utf8') ?? null,
      },
    ];
  });
}
