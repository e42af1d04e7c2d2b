import { systemClock, type Clock } from '#base/contracts';
import { TopicNames } from '#base/kafka';
import { readSettings, type Environment, type Need, type Settings } from '#base/settings';
import { exitCodes } from '#base/telemetry';
import { ReportStore } from '#libs/reporting';
import { commandEnvironment } from './environment.js';

/** What every command works with. Output goes through `say` and `print`; a verdict becomes the exit code. */
export interface Desk {
  readonly env: Environment;
  readonly clock: Clock;
  /** Whether `--json` was given. */
  json(): boolean;
  /** Writes lines to stdout. */
  say(text: string): void;
  /** Writes a value as JSON when `--json` was given, else its text. */
  print(value: unknown, text: () => string): void;
  /** The command found something wrong: exit code 1. */
  found(): void;
  settings(needs: readonly Need[]): Settings;
  /** Runs work on what the hub has in its database, and closes it. */
  withStore<T>(work: (store: ReportStore, settings: Settings) => Promise<T>): Promise<T>;
}

/** A desk over the process's environment. `json` is asked late, when the options have been read. */
export function openDesk(shell: Environment, write: (text: string) => void, json: () => boolean): Desk {
  const env = (): Environment => commandEnvironment(shell);
  const say = (text: string): void => write(`${text}\n`);
  const settings = (needs: readonly Need[]): Settings => readSettings(env(), needs);
  return {
    get env() {
      return env();
    },
    clock: systemClock,
    json,
    say,
    print: (value, text) => say(json() ? JSON.stringify(value, null, 2) : text()),
    found: () => {
      process.exitCode = exitCodes.fault;
    },
    settings,
    withStore: async (work) => {
      const read = settings(['database']);
      const store = new ReportStore({
        url: read.database.url,
        maxConnections: 2,
        applicationName: 'hub command',
      });
      try {
        return await work(store, read);
      } finally {
        await store.close();
      }
    },
  };
}

/** The topic names of the environment. */
export function topicNames(settings: Settings): TopicNames {
  return new TopicNames(settings.topic.prefix);
}
