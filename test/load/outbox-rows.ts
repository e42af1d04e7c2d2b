import { randomUUID } from 'node:crypto';
import { brandAs, type PlannedMessage } from '#base/contracts';
import { plannedMessage } from '../support/messages.js';

const departments = ['zjj', 'scjgj', 'sthjj', 'yjglj', 'wsjkw', 'jtysj'] as const;
const filling = '对该项目的施工许可条件进行了核查，质量和安全监督手续齐备，监理单位已到位。'.repeat(6);

/** Message n of a bench: about 1 KB of Chinese JSON, four messages a key, spread over the six departments. */
export function benchMessage(index: number, run: string, createdAt: Date): PlannedMessage {
  const key = `${run}-${Math.floor(index / 4)}`;
  const department = departments[Math.floor(index / 4) % departments.length] ?? 'zjj';
  return plannedMessage({
    id: brandAs(randomUUID()),
    deliveryId: brandAs(randomUUID()),
    to: { region: brandAs('370800'), department: brandAs(department) },
    key,
    about: { source: brandAs('370800.zjj.front'), caseNumber: brandAs(key) },
    body: { change: 'granted', run, index, decision: { result: 'GRANTED' }, text: filling },
    createdAt,
  });
}
