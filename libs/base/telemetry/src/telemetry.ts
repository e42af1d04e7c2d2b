import { systemClock, type Clock } from '#base/contracts';
import { HealthRegistry } from './health.js';
import { serveHealth, type HealthServer } from './health-server.js';
import { openLog, type Log } from './log.js';
import { createMetrics, type Metrics } from './metrics.js';
import type { LogLevel } from './terminal-line.js';
import { whenUnexpected } from './unexpected.js';

/** What a process is seen by: its log, its figures, its health. */
export interface Telemetry {
  readonly log: Log;
  readonly metrics: Metrics;
  readonly health: HealthRegistry;
  /** Opens the health and metrics address on 127.0.0.1. */
  listen(port: number): Promise<HealthServer>;
}

export interface TelemetryOptions {
  /** Name of the process, e.g. `collect`. */
  readonly process: string;
  /** `settings.log`. */
  readonly log: { readonly file: string; readonly level: LogLevel };
  readonly timeZone?: string;
  readonly clock?: Clock;
  /** Values that must never appear in a line: `secrets.values()`, and passwords from the settings. */
  readonly secrets?: readonly string[];
  /** The same, asked before each line, for values that become known later; answers the same array while nothing is new. */
  readonly liveSecrets?: () => readonly string[];
  readonly terminal?: (line: string) => void;
}

/** Opens the telemetry of a process; called once, in main.ts, before anything else is built. */
export function openTelemetry(options: TelemetryOptions): Telemetry {
  const log = openLog({
    process: options.process,
    file: options.log.file,
    level: options.log.level,
    timeZone: options.timeZone ?? 'Asia/Shanghai',
    clock: options.clock ?? systemClock,
    secrets: options.secrets ?? [],
    ...(options.liveSecrets !== undefined && { liveSecrets: options.liveSecrets }),
    terminal: options.terminal ?? ((line) => process.stdout.write(`${line}\n`)),
  });
  const metrics = createMetrics();
  const health = new HealthRegistry();
  whenUnexpected((thrown, origin) => {
    const sentence = '发生没有处理的异常，进程正在有序结束，由监管它的程序重新启动';
    health.add('unexpected', () => ({ ready: false, progressAt: null, sentence }));
    log.error(sentence, { origin });
    log.fault(thrown, { origin });
  });
  return { log, metrics, health, listen: (port) => serveHealth(port, options.process, health, metrics) };
}
