import { HubError, type Clock, type SourceId, type StreamName } from '#base/contracts';
import { Progress, type Telemetry } from '#base/telemetry';
import type { Counts, ReceiveObserver } from '#libs/intake';

/** Makes metrics, health and log lines from what the receiver tells. Ready means that the sources could be looked up lately. */
export class TelemetryObserver implements ReceiveObserver {
  readonly #looking: Progress;
  readonly #unusable = new Set<string>();

  constructor(
    private readonly telemetry: Telemetry,
    private readonly clock: Clock,
    staleMs: number,
  ) {
    this.#looking = new Progress(clock, staleMs);
    telemetry.health.add('sources', this.#looking.check);
  }

  counted(source: SourceId, stream: StreamName, counts: Counts): void {
    const { metrics } = this.telemetry;
    const labels = { source, stream };
    metrics.count('hub_records_read_total', labels, counts.read);
    metrics.count('hub_records_published_total', labels, counts.published);
    metrics.count('hub_records_repeated_total', labels, counts.repeated);
    metrics.count('hub_published_bytes_total', labels, counts.bytes);
    metrics.set('hub_source_last_progress_timestamp_seconds', labels, this.clock.now().getTime() / 1000);
    this.telemetry.log.info(`收到 ${counts.read} 条记录，${counts.published} 条新数据已写入消息队列`, labels);
  }

  unwatched(source: SourceId, fault: unknown): void {
    this.telemetry.log.fault(fault, { source });
  }

  published(_source: SourceId, _stream: StreamName, seconds: number): void {
    this.telemetry.metrics.observe('hub_stage_duration_seconds', { stage: 'receive' }, seconds);
  }

  /** The sources could be looked up: batches can be taken. */
  looked(): void {
    this.#looking.moved();
  }

  /** Looking after the process's own state went wrong; it is tried again. */
  failed(thrown: unknown): void {
    this.faulted(thrown);
    this.telemetry.log.fault(thrown);
    this.#looking.failed(
      thrown instanceof HubError ? thrown.sentence : '查询数据源时发生未预料的错误，将自动重试',
    );
  }

  /** A batch was not taken. Senders see the sentence; the log keeps what is the hub's own fault. */
  faulted(thrown: unknown): void {
    const code = thrown instanceof HubError ? thrown.code : 'unexpected';
    this.telemetry.metrics.count('hub_faults_total', { stage: 'receive', code });
  }

  /** A definition that cannot be used, told once until it is right. */
  unusable(source: SourceId, fault: unknown): void {
    if (this.#unusable.has(source)) return;
    this.#unusable.add(source);
    this.faulted(fault);
    this.telemetry.log.fault(fault, { source });
  }
}
