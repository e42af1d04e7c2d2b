import { HubError, systemClock, type Clock, type Facts } from '#base/contracts';
import { TopicNames } from '#base/kafka';
import { readSettings, type Environment, type Need, type Settings } from '#base/settings';
import { exitCodes } from '#base/telemetry';
import { ReportStore } from '#libs/reporting';
import { commandEnvironment } from './environment.js';
import { type Output } from './output/output.js';

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
  /** The same for a document, whose lines stay whole. */
  printDocument(value: unknown, text: () => string): void;
  /** The command found something wrong: exit code 1. */
  found(): void;
  /** What was named does not exist (`HUB_NOT_FOUND`), or may not be done now (`HUB_REFUSED`): one sentence, exit code 1. */
  fail(code: 'HUB_NOT_FOUND' | 'HUB_REFUSED', sentence: string, facts?: Facts): never;
  settings(needs: readonly Need[]): Settings;
  /** Runs work on what the hub has in its database, and closes it. */
  withStore<T>(work: (store: ReportStore, settings: Settings) => Promise<T>): Promise<T>;
}

/** A desk over the process's environment. `json` is asked late, when the options have been read. */
export function openDesk(shell: Environment, output: Output, json: () => boolean): Desk {
  const env = (): Environment => commandEnvironment(shell);
  const settings = (needs: readonly Need[]): Settings => readSettings(env(), needs);
  return {
    get env() {
      return env();
    },
    clock: systemClock,
    json,
    say: (text) => output.say(text),
    print: (value, text) => (json() ? output.value(value) : output.say(text())),
    printDocument: (value, text) => (json() ? output.value(value) : output.document(text())),
    found: () => {
      process.exitCode = exitCodes.fault;
    },
    fail: (code, sentence, facts) => {
      throw new HubError(code, sentence, facts);
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
