import type { LoggerService } from '@nestjs/common';
import type { Log } from './log.js';

/** Nest's own words, kept quiet: its progress goes to debug, its warnings and errors to the log. */
export class NestLogger implements LoggerService {
  constructor(private readonly target: Log) {}

  log(message: unknown): void {
    this.target.debug(String(message));
  }

  debug(message: unknown): void {
    this.target.debug(String(message));
  }

  verbose(message: unknown): void {
    this.target.debug(String(message));
  }

  warn(message: unknown): void {
    this.target.warn(`框架提示：${String(message)}`);
  }

  error(message: unknown): void {
    if (message instanceof Error) this.target.fault(message);
    else this.target.error(`框架报错：${String(message)}`);
  }

  fatal(message: unknown): void {
    this.error(message);
  }
}
