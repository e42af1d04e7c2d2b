import { diceOf } from '../generator/index.js';
import type { RecordPlan, RecordRequest, SampleRecord } from './sample-record.js';

const hourMs = 3_600_000;

/** The first records of a stream: written one after another within the two days before the moment, oldest first. */
export function firstRecords(
  stream: string,
  request: RecordRequest,
  tell: (plan: RecordPlan) => readonly SampleRecord[],
): readonly SampleRecord[] {
  const { seed, asOf, policy, count } = request;
  const start = Math.floor(asOf.getTime() / 1_000) * 1_000 - 47 * hourMs;
  const gap = (44 * hourMs) / Math.max(1, count);
  return Array.from({ length: count }, (_, at) => {
    const dice = diceOf(`${seed}/${stream}/${at}`);
    const writtenAt = new Date(start + Math.floor((at * gap) / 1_000) * 1_000);
    return tell({ serial: at + 1, at: writtenAt, dice, policy });
  }).flat();
}
