import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { pino, type Logger } from 'pino';
import { HubError, type Clock } from '#base/contracts';
import { describeFault } from './describe-fault.js';
import { createRedactor, type LogFacts, type Redactor } from './redact.js';
import { Repeats } from './repeats.js';
import { logLevels, terminalLine, type LogEvent, type LogLevel } from './terminal-line.js';

/** How a process tells what happens. Sentences are Chinese; ids go into the facts; everything is redacted on the way out. */
export interface Log {
  debug(sentence: string, facts?: LogFacts): void;
  info(sentence: string, facts?: LogFacts): void;
  warn(sentence: string, facts?: LogFacts): void;
  error(sentence: string, facts?: LogFacts): void;
  /** Tells of anything thrown: a HubError in its own sentence, as an error when it stops the work, else as a warning. */
  fault(thrown: unknown, facts?: LogFacts): void;
  /** The same log with facts that every line repeats. */
  with(facts: LogFacts): Log;
}

export interface LogOptions {
  readonly process: string;
  /** JSON lines go here; empty means terminal only. */
  readonly file: string;
  readonly level: LogLevel;
  readonly timeZone: string;
  readonly clock: Clock;
  /** Values that must never appear. */
  readonly secrets: readonly string[];
  /** The same, as far as they are known by now. */
  readonly liveSecrets?: () => readonly string[];
  readonly terminal: (line: string) => void;
}

/** Lines that wait for room on the disk; what is more is lost to the file. */
const mostHeldBytes = 4_000_000;

interface Sink {
  readonly options: LogOptions;
  readonly redactor: Redactor;
  readonly file: Logger | null;
  readonly repeats: Repeats;
}

/** Opens the log. Lines are written at once, so that a killed process leaves its last words. */
export function openLog(options: LogOptions): Log {
  const redactor = createRedactor(options.secrets, options.liveSecrets);
  return logInto({ options, redactor, file: openFile(options), repeats: new Repeats() }, {});
}

function openFile(options: LogOptions): Logger | null {
  if (options.file === '') return null;
  mkdirSync(dirname(options.file), { recursive: true });
  const destination = pino.destination({
    dest: options.file,
    append: true,
    sync: true,
    mode: 0o640,
    maxLength: mostHeldBytes,
  });
  const told = new Repeats();
  // A full disk costs lines of the log, not the process: the terminal says so, and what fits is written once there is room.
  destination.on('error', ({ message }: Error) => {
    if (told.sinceTold('file', options.clock.now()) === null) return;
    const sentence = `日志文件暂时写不进去（${message}），新的日志只在终端显示，请检查磁盘空间`;
    const event = { level: 'error', process: options.process, sentence, facts: {} } as const;
    options.terminal(terminalLine({ ...event, at: options.clock.now() }, options.timeZone));
  });
  const levels = { level: (label: string) => ({ level: label }) };
  return pino(
    { base: null, level: options.level, timestamp: false, messageKey: 'sentence', formatters: levels },
    destination,
  );
}

function logInto(sink: Sink, inherited: LogFacts): Log {
  const write = (level: LogLevel, sentence: string, facts: LogFacts, fault?: object): void => {
    const { options, redactor, file } = sink;
    if (logLevels.indexOf(level) < logLevels.indexOf(options.level)) return;
    const event = {
      level,
      at: options.clock.now(),
      process: options.process,
      sentence: redactor.text(sentence),
      facts: redactor.facts({ ...inherited, ...facts }),
    };
    const line = {
      time: event.at.toISOString(),
      process: event.process,
      ...event.facts,
      ...(fault !== undefined && { fault }),
    };
    file?.[level](line, event.sentence);
    tellTerminal(sink, event);
  };
  return {
    debug: (sentence, facts = {}) => write('debug', sentence, facts),
    info: (sentence, facts = {}) => write('info', sentence, facts),
    warn: (sentence, facts = {}) => write('warn', sentence, facts),
    error: (sentence, facts = {}) => write('error', sentence, facts),
    fault: (thrown, facts = {}) => {
      const record = describeFault(thrown, sink.redactor);
      const known = thrown instanceof HubError;
      const sentence = known ? thrown.sentence : `发生未预料的错误：${record.message}`;
      const level = known && thrown.remedy !== 'stop' ? 'warn' : 'error';
      write(level, sentence, { ...facts, code: record.code ?? record.type }, record);
    },
    with: (facts) => logInto(sink, { ...inherited, ...facts }),
  };
}

function tellTerminal({ options, repeats }: Sink, event: LogEvent): void {
  if (event.level === 'debug') return;
  const warning = `${event.sentence}|${event.facts['source'] ?? ''}`;
  const more = event.level === 'warn' ? repeats.sinceTold(warning, event.at) : 0;
  if (more === null) return;
  const tail = more === 0 ? '' : `（此前同样的提示另有 ${more} 次）`;
  const sentence = `${event.sentence.replace(/[。\s]*$/, '')}${tail}`;
  options.terminal(terminalLine({ ...event, sentence }, options.timeZone));
}
