import type { Clock, SourceId, StreamName } from '#base/contracts';
import { HubError } from '#base/contracts';
import type { Cost } from '#base/pacing';
import { isServerFault, Progress, type Telemetry } from '#base/telemetry';
import type { CollectObserver, Counts, DrainReport, ReleaseReason } from '#libs/intake';

interface Watched {
  readonly progress: Progress;
  readonly drained: Map<StreamName, Date>;
  published: number;
  repeated: number;
  saidAt: number;
}

const reasons: Readonly<Record<ReleaseReason, string>> = {
  stopped: '进程停止',
  lost: '租约失效，由其他采集进程接管',
  changed: '定义已更新，将按新定义重新读取',
  surplus: '分给其他采集进程',
  faulted: '故障，暂停读取',
  asked: '应运维要求立即重试',
};

/** Lines about rows come at most this often per source. */
const sayEveryMs = 5_000;
/** The same notice again, at most this often. */
const noticeAgainMs = 600_000;

/** Makes metrics, health and log lines from what the collector tells. A source is healthy when it moves or is proven read up. */
export class TelemetryObserver implements CollectObserver {
  readonly #watched = new Map<SourceId, Watched>();
  readonly #noticed = new Map<SourceId, { readonly sentence: string; readonly at: number }>();
  readonly #sharing: Progress;
  readonly #timeFormat: Intl.DateTimeFormat;

  constructor(
    private readonly telemetry: Telemetry,
    private readonly clock: Clock,
    private readonly staleMs: number,
    timeZone: string,
  ) {
    const shown = { timeZone, dateStyle: 'short', timeStyle: 'medium' } as const;
    this.#timeFormat = new Intl.DateTimeFormat('sv-SE', shown);
    this.#sharing = new Progress(clock, staleMs);
    telemetry.health.add('leases', this.#sharing.check);
  }

  shared(): void {
    this.#sharing.moved();
    const now = this.clock.now().getTime();
    for (const [source, { drained }] of this.#watched) {
      for (const [stream, until] of drained) {
        const age = Math.max(0, now - until.getTime()) / 1000;
        this.telemetry.metrics.set('hub_source_freshness_seconds', { source, stream }, age);
      }
    }
  }

  unshared(thrown: unknown): void {
    const known = thrown instanceof HubError;
    const code = known ? thrown.code : 'unexpected';
    this.telemetry.metrics.count('hub_faults_total', { stage: 'collect', code });
    this.telemetry.log.fault(thrown);
    if (!isServerFault(thrown))
      this.#sharing.failed(known ? thrown.sentence : '分配数据源时发生未预料的错误，将自动重试');
  }

  leased(source: SourceId, pollMs: number): void {
    const progress = new Progress(this.clock, this.staleMs + pollMs);
    this.#watched.set(source, { progress, drained: new Map(), published: 0, repeated: 0, saidAt: 0 });
    this.telemetry.health.add(source, progress.check);
    this.telemetry.log.info('开始读取数据源', { source });
  }

  released(source: SourceId, reason: ReleaseReason): void {
    this.#say(source, true);
    this.#watched.delete(source);
    // Its last age would stand here for ever; those still read come back with the next round of sharing.
    this.telemetry.metrics.clear('hub_source_freshness_seconds');
    // A source at fault keeps this process unready until it, or another one, reads it again.
    if (reason !== 'faulted') this.telemetry.health.remove(source);
    this.telemetry.log.info(`停止读取数据源：${reasons[reason]}`, { source });
  }

  counted(source: SourceId, stream: StreamName, counts: Counts): void {
    const { metrics } = this.telemetry;
    const labels = { source, stream };
    metrics.count('hub_records_read_total', labels, counts.read);
    metrics.count('hub_records_published_total', labels, counts.published);
    metrics.count('hub_records_repeated_total', labels, counts.repeated);
    metrics.count('hub_published_bytes_total', labels, counts.bytes);
    const watched = this.#watched.get(source);
    if (watched === undefined) return;
    watched.published += counts.published;
    watched.repeated += counts.repeated;
    this.#moved(watched, source, stream);
    this.#say(source, false);
  }

  published(_source: SourceId, _stream: StreamName, seconds: number): void {
    this.telemetry.metrics.observe('hub_stage_duration_seconds', { stage: 'collect' }, seconds);
  }

  polled(source: SourceId, streams: readonly DrainReport[]): void {
    const watched = this.#watched.get(source);
    if (watched === undefined) return;
    for (const { stream, until } of streams) {
      watched.drained.set(stream, until);
      this.#moved(watched, source, stream);
    }
    this.#say(source, false);
  }

  cost(source: SourceId, cost: Cost, pace: number): void {
    const { metrics } = this.telemetry;
    metrics.count('hub_source_requests_total', { source }, cost.requests);
    metrics.count('hub_source_read_bytes_total', { source }, cost.bytes);
    metrics.count('hub_source_busy_seconds_total', { source }, cost.busyMs / 1000);
    metrics.count('hub_source_throttled_seconds_total', { source }, cost.throttledMs / 1000);
    metrics.set('hub_source_pace_ratio', { source }, pace);
  }

  resting(source: SourceId, why: 'hours' | 'breaker', until: Date): void {
    const next = this.#timeFormat.format(until);
    if (why === 'breaker') {
      this.telemetry.log.warn(`读取反复停滞或超时，暂停读取，下次尝试在 ${next}`, { source });
      this.#watched.get(source)?.progress.failed(`反复停滞或超时，已熔断，下次尝试在 ${next}`);
      return;
    }
    this.telemetry.log.info(`不在允许读取的时段内，等到 ${next}`, { source });
    this.#watched.get(source)?.progress.rests(`不在允许读取的时段内，等到 ${next}`);
  }

  retained(source: SourceId, bytes: number): void {
    this.telemetry.metrics.set('hub_source_log_retained_bytes', { source }, bytes);
  }

  late(source: SourceId, stream: StreamName, rows: number): void {
    this.telemetry.metrics.count('hub_rows_late_total', { source, stream }, rows);
  }

  noticed(source: SourceId, sentence: string): void {
    const last = this.#noticed.get(source);
    const now = this.clock.now().getTime();
    if (last?.sentence === sentence && now - last.at < noticeAgainMs) return;
    this.#noticed.set(source, { sentence, at: now });
    this.telemetry.log.warn(sentence, { source });
  }

  faulted(source: SourceId, thrown: unknown, retryInMs: number | null): void {
    const code = thrown instanceof HubError ? thrown.code : 'unexpected';
    const sentence = thrown instanceof HubError ? thrown.sentence : '读取时发生未预料的错误，将自动重试';
    this.telemetry.metrics.count('hub_faults_total', { stage: 'collect', code });
    this.telemetry.log.fault(thrown, { source, retryInMs });
    if (!isServerFault(thrown)) this.#watched.get(source)?.progress.failed(sentence);
  }

  #moved(watched: Watched, source: SourceId, stream: StreamName): void {
    watched.progress.moved();
    const seconds = this.clock.now().getTime() / 1000;
    this.telemetry.metrics.set('hub_source_last_progress_timestamp_seconds', { source, stream }, seconds);
  }

  #say(source: SourceId, now: boolean): void {
    const watched = this.#watched.get(source);
    if (watched === undefined || watched.published === 0) return;
    const at = this.clock.now().getTime();
    if (!now && at - watched.saidAt < sayEveryMs) return;
    this.telemetry.log.info(`读到 ${watched.published} 行新数据并写入消息队列`, {
      source,
      repeated: watched.repeated,
    });
    watched.saidAt = at;
    watched.published = 0;
    watched.repeated = 0;
  }
}
