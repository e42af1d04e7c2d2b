import { HubError, type Clock, type DepartmentRef } from '#base/contracts';
import { isServerFault, Progress, type Telemetry } from '#base/telemetry';
import type { Backlog, OutboxRow, SenderObserver } from '#libs/sending';
import type { Swept, TakenReply } from '#libs/tracking';
import { Tally } from './tally.js';

/** Makes metrics, health and lines from what the stages of this process tell. Lines about messages are sums, never one each. */
export class RelayVoice implements SenderObserver {
  readonly #telemetry: Telemetry;
  readonly #clock: Clock;
  readonly #staleMs: number;
  readonly #sweeping: Progress;
  readonly #sending: Progress;
  readonly #tally: Tally;
  #heldLanes = 0;

  constructor(telemetry: Telemetry, clock: Clock, staleMs: number) {
    this.#telemetry = telemetry;
    this.#clock = clock;
    this.#staleMs = staleMs;
    this.#sweeping = new Progress(clock, staleMs);
    this.#sending = new Progress(clock, staleMs);
    this.#tally = new Tally(clock, telemetry.log);
    telemetry.health.add('deadlines', this.#sweeping.check);
    telemetry.health.add('outbox', this.#sending.check);
  }

  /** Ready while nothing waits too long; what waits and moves is healthy. */
  backlog({ waiting, failing, oldestAt }: Backlog): void {
    const age = oldestAt === null ? 0 : this.#clock.now().getTime() - oldestAt.getTime();
    if (age <= this.#staleMs) this.#sending.idle();
    else
      this.#sending.failed(
        `发件箱最早的消息已等待 ${Math.round(age / 1_000)} 秒（待发 ${waiting} 条，其中失败重试 ${failing} 条）`,
      );
    this.#tally.tell();
  }

  sent(rows: readonly OutboxRow[], seconds: number): void {
    const { metrics } = this.#telemetry;
    const now = this.#clock.now().getTime();
    metrics.observe('hub_stage_duration_seconds', { stage: 'send' }, seconds);
    for (const row of rows) {
      const delay = Math.max(0, now - row.queuedAt.getTime()) / 1_000;
      metrics.observe('hub_delivery_delay_seconds', {}, delay);
    }
    const byDepartment = Map.groupBy(rows, (row) => `${row.region} ${row.department}`);
    for (const group of byDepartment.values()) {
      const { region = '', department = '' } = group[0] ?? {};
      metrics.count('hub_deliveries_total', { region, department }, group.length);
    }
    if (rows.length > 0) this.#sending.moved();
    this.#tally.delivered(rows.length);
  }

  failed(code: string, messages: number): void {
    this.#telemetry.metrics.count('hub_faults_total', { stage: 'send', code }, messages);
    this.#telemetry.log.warn(`有 ${messages} 条消息未能送达，将按退避时间重试`, { code });
  }

  sweepFailed(fault: unknown): void {
    if (!isServerFault(fault)) this.#sweeping.failed(sentenceOf(fault, '扫描时限时出错，将自动重试'));
    this.#count('deadlines', fault);
  }

  outage(fault: unknown, waitMs: number): void {
    if (!isServerFault(fault)) this.#sending.failed(sentenceOf(fault, '投递暂时中断，将自动重试'));
    this.#count('send', fault, waitMs);
  }

  lanes(held: readonly number[]): void {
    if (held.length !== this.#heldLanes)
      this.#telemetry.log.info(`本进程现负责 ${held.length} 条发送分道`, { lanes: held.length });
    this.#heldLanes = held.length;
  }

  swept({ missed, fired, reminders }: Swept, seconds: number): void {
    this.#sweeping.moved();
    this.#telemetry.metrics.observe('hub_stage_duration_seconds', { stage: 'deadlines' }, seconds);
    for (const { kind, to } of reminders) {
      this.#telemetry.metrics.count('hub_deadlines_fired_total', {
        region: to.region,
        department: to.department,
        kind,
      });
    }
    this.#tally.reminded(fired, missed);
  }

  /** Says, once each, whose messages are held because too many licences changed at once. */
  held(
    holds: readonly { readonly source: string; readonly region: string; readonly changes: number }[],
  ): void {
    for (const hold of holds)
      this.#telemetry.log.warn('许可集中变动，消息已暂缓发送，请用 hub held 处理', { ...hold });
  }

  replies(from: DepartmentRef, taken: readonly TakenReply[]): void {
    const { metrics } = this.#telemetry;
    const { region, department } = from;
    for (const { outcome, receipt } of taken) {
      metrics.count('hub_replies_total', { region, department, outcome });
      const accepted = outcome === 'accepted' || outcome === 'late';
      if (receipt !== null && accepted) metrics.count('hub_receipts_total', { region, department, receipt });
    }
    this.#tally.heard(taken);
  }

  #count(stage: string, fault: unknown, waitMs = 0): void {
    const code = fault instanceof HubError ? fault.code : 'unexpected';
    this.#telemetry.metrics.count('hub_faults_total', { stage, code });
    this.#telemetry.log.fault(fault, { stage, waitMs });
  }
}

function sentenceOf(fault: unknown, otherwise: string): string {
  return fault instanceof HubError ? fault.sentence : otherwise;
}
