import { setTimeout as delay } from 'node:timers/promises';
import { brandAs, type SourceId } from '#base/contracts';
import type { ConsumerLag, GroupTopic, TopicNames } from '#base/kafka';
import type { Metrics, Progress, Log } from '#base/telemetry';
import type { BreakerState } from '#libs/lookup';
import type { HubStatus } from '#libs/reporting';

/** Where the figures come from. */
export interface GaugeSources {
  readonly status: () => Promise<HubStatus>;
  readonly lag: (pairs: readonly GroupTopic[]) => Promise<readonly ConsumerLag[]>;
  readonly topics: TopicNames;
  readonly breakers: () => Promise<readonly BreakerState[]>;
}

/** Keeps the gauges fresh until the signal; a failed round is told, makes watch not ready, and is tried again. */
export async function keepGauges(
  sources: GaugeSources,
  metrics: Metrics,
  tell: { readonly log: Log; readonly progress: Progress; readonly everyMs: number },
  signal: AbortSignal,
): Promise<void> {
  let failing = false;
  while (!signal.aborted) {
    try {
      await refresh(sources, metrics);
      if (failing) tell.log.info('监测数据恢复更新');
      failing = false;
      tell.progress.moved();
    } catch (thrown) {
      if (!failing) tell.log.fault(thrown);
      failing = true;
      tell.progress.failed('无法更新监测数据，详见日志');
    }
    await delay(tell.everyMs, undefined, { signal }).catch(() => undefined);
  }
}

async function refresh({ status, lag, topics, breakers }: GaugeSources, metrics: Metrics): Promise<void> {
  const now = await status();
  const lags = await lag(pairsOf(now, topics));
  setStreams(now, metrics);
  setDepartments(now, metrics);
  setBacklog(now, metrics);
  setGrants(now, metrics);
  for (const { interface: name, open } of await breakers())
    metrics.set('hub_lookup_breaker_open', { interface: name }, open ? 1 : 0);
  for (const { group, topic, messages, seconds } of lags) {
    const labels = { stage: group === topics.hubGroup('normalise') ? 'normalise' : 'relay', topic };
    metrics.set('hub_consumer_lag_messages', labels, messages);
    metrics.set('hub_consumer_lag_seconds', labels, seconds);
  }
}

/** Who should read what: normalise the raw topics, relay the replies. */
function pairsOf(status: HubStatus, topics: TopicNames): readonly GroupTopic[] {
  return [
    ...status.sources.map(({ source }) => ({
      group: topics.hubGroup('normalise'),
      topic: topics.raw(brandAs<SourceId>(source)),
    })),
    ...status.departments.map(({ region, department }) => ({
      group: topics.hubGroup('relay'),
      topic: topics.reply({ region: brandAs(region), department: brandAs(department) }),
    })),
  ];
}

function setStreams(status: HubStatus, metrics: Metrics): void {
  metrics.clear('hub_source_state');
  metrics.clear('hub_source_next_try_timestamp_seconds');
  for (const { source, health, openDrift } of status.sources) {
    metrics.set('hub_source_drift_open', { source }, openDrift);
    metrics.set('hub_source_state', { source, state: health.state }, 1);
    metrics.set('hub_source_healthy', { source }, health.healthy ? 1 : 0);
    if (health.nextAt === null) continue;
    metrics.set('hub_source_next_try_timestamp_seconds', { source }, health.nextAt.getTime() / 1000);
  }
  for (const { source, streams } of status.sources) {
    for (const { stream, freshness, progressAt } of streams) {
      const labels = { source, stream };
      if (freshness !== null) metrics.set('hub_source_freshness_seconds', labels, freshness);
      if (progressAt === null) continue;
      metrics.set('hub_source_last_progress_timestamp_seconds', labels, progressAt.getTime() / 1000);
    }
  }
}

function setDepartments(status: HubStatus, metrics: Metrics): void {
  for (const { region, department, open, overdue } of status.departments) {
    metrics.set('hub_deliveries_open', { region, department }, open);
    metrics.set('hub_deliveries_overdue', { region, department }, overdue);
  }
}

function setBacklog(status: HubStatus, metrics: Metrics): void {
  metrics.clear('hub_parked_records');
  const byCode = Map.groupBy(status.parked, ({ source, code }) => `${source} ${code}`);
  for (const same of byCode.values()) {
    const [{ source, code } = { source: '', code: '' }] = same;
    const parked = same.reduce((total, each) => total + each.parked, 0);
    metrics.set('hub_parked_records', { source, code }, parked);
  }
  metrics.clear('hub_stream_held');
  for (const { source, stream } of status.fuses) metrics.set('hub_stream_held', { source, stream }, 1);
  for (const { region, cases } of status.nobodyToTell)
    metrics.set('hub_nobody_to_tell_cases', { region }, cases);
  metrics.set('hub_outbox_messages', {}, status.outbox.messages);
  metrics.set('hub_outbox_oldest_age_seconds', {}, status.outbox.oldestAge);
}

/** A department's grant that ends first; those ended stay, in the past, until they are renewed or removed. */
function setGrants(status: HubStatus, metrics: Metrics): void {
  metrics.clear('hub_secret_expires_timestamp_seconds');
  for (const { region, department, expiresAt } of status.grants.toReversed())
    metrics.set('hub_secret_expires_timestamp_seconds', { region, department }, expiresAt.getTime() / 1000);
}
