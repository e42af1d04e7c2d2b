import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import {
  durationBuckets,
  metricNames,
  type CounterName,
  type GaugeName,
  type HistogramName,
  type LabelsOf,
  type MetricName,
} from './metric-names.js';

/** The figures of one process. A metric appears once it has been given a value, so a process shows only what is its own. */
export interface Metrics {
  count<Name extends CounterName>(name: Name, labels: LabelsOf<Name>, by?: number): void;
  set<Name extends GaugeName>(name: Name, labels: LabelsOf<Name>, value: number): void;
  /** Forgets a gauge's values, so that what has gone does not linger; the next `set` calls rebuild it. */
  clear(name: GaugeName): void;
  observe<Name extends HistogramName>(name: Name, labels: LabelsOf<Name>, seconds: number): void;
  /** Prometheus text. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** promtool objects to these: gauges that end in _total. */
const misnamed = /^nodejs_active_.*_total$/;

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const { name } of registry.getMetricsAsArray())
    if (misnamed.test(name)) registry.removeSingleMetric(name);
  const counters = new Map<string, Counter>();
  const gauges = new Map<string, Gauge>();
  const histograms = new Map<string, Histogram>();
  const gauge = (name: GaugeName): Gauge => once(gauges, name, () => new Gauge(shape(name, registry)));
  return {
    count: (name, labels, by = 1) => {
      if (by === 0) return;
      once(counters, name, () => new Counter(shape(name, registry))).inc({ ...labels }, by);
    },
    set: (name, labels, value) => gauge(name).set({ ...labels }, value),
    clear: (name) => gauge(name).reset(),
    observe: (name, labels, seconds) => {
      const make = (): Histogram => new Histogram({ ...shape(name, registry), buckets: durationBuckets });
      once(histograms, name, make).observe({ ...labels }, seconds);
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

function shape(
  name: MetricName,
  registry: Registry,
): { name: string; help: string; labelNames: string[]; registers: Registry[] } {
  const { help, labels } = metricNames[name];
  return { name, help, labelNames: [...labels], registers: [registry] };
}

function once<Value>(made: Map<string, Value>, name: string, make: () => Value): Value {
  const existing = made.get(name);
  if (existing !== undefined) return existing;
  const fresh = make();
  made.set(name, fresh);
  return fresh;
}
