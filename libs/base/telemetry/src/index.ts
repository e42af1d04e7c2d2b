export { openTelemetry, type Telemetry, type TelemetryOptions } from './telemetry.js';
export { type Log } from './log.js';
export { createRedactor, type LogFacts, type Redactor } from './redact.js';
export { describeFault, type FaultRecord } from './describe-fault.js';
export { type LogLevel } from './terminal-line.js';
export { createMetrics, type Metrics } from './metrics.js';
export {
  metricNames,
  type CounterName,
  type GaugeName,
  type HistogramName,
  type LabelsOf,
} from './metric-names.js';
export {
  HealthRegistry,
  Progress,
  type HealthCheck,
  type HealthReport,
  type HealthSummary,
} from './health.js';
export { serveHealth, answerHealth, type HealthAnswer, type HealthServer } from './health-server.js';
export { NestLogger } from './nest-logger.js';
export { newTraceparent, childTraceparent, type RandomBytes } from './traceparent.js';
export { runProcess, exitCodeOf, exitCodes } from './run-process.js';
