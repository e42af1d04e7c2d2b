import { rename } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { HubError } from '#base/contracts';
import { lastLines } from './last-lines.js';
import { RestartPause, whenAgain } from './restart-pause.js';
import type { Restarts } from './restarts.js';
import type { ServerHandle } from './server.js';

/** How a keeper speaks: calmly, or so that it stands out. */
export interface Voice {
  say(sentence: string): void;
  warn(sentence: string): void;
}

/** A server that is brought back whenever it ends by itself. */
export interface KeptServer {
  /** Stops it for good, also while it is being brought back. */
  stop(): Promise<void>;
}

const linesTold = 4;
const goodbyeMs = 30_000;

/**
 * Brings a server back on the same port and state, at once at first, with back-off while it keeps ending. Each end is told as it happens;
 * from the second in a row on with the last lines of its log and the log's place.
 */
export function keepServer(server: ServerHandle, restarts: Restarts, voice: Voice): KeptServer {
  const stopping = new AbortController();
  const wait = new RestartPause();
  restarts.started(server.name);
  const keep = async (): Promise<void> => {
    for (let from = performance.now(); ;) {
      await server.ended();
      if (stopping.signal.aborted) return;
      restarts.ended(server.name, new Date());
      const { pauseMs, failures } = wait.after(performance.now() - from);
      voice.warn(await sentenceOf(server, failures, pauseMs));
      await pause(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      from = performance.now();
      await bringBack(server, restarts, voice);
      if (stopping.signal.aborted) return server.stop();
    }
  };
  const kept = keep();
  kept.catch((thrown: unknown) => voice.warn(`${server.title.trim()} 不再受看护：${String(thrown)}`));
  return {
    async stop() {
      stopping.abort();
      await server.stop();
      await Promise.race([kept.catch(() => undefined), pause(goodbyeMs, undefined, { ref: false })]);
    },
  };
}

async function bringBack(server: ServerHandle, restarts: Restarts, voice: Voice): Promise<void> {
  const from = performance.now();
  try {
    await rename(server.logFile, previousOf(server.logFile)).catch(() => undefined);
    await server.restart();
    restarts.started(server.name);
    const times = restarts.all().find(({ name }) => name === server.name)?.restarts ?? 0;
    const seconds = ((performance.now() - from) / 1_000).toFixed(1);
    voice.say(`${server.title.trim()} 已恢复（端口 ${server.port}，${seconds} 秒，累计重启 ${times} 次）。`);
  } catch (thrown) {
    if (!(thrown instanceof HubError)) throw thrown;
    voice.warn(thrown.sentence);
  }
}

async function sentenceOf(server: ServerHandle, failures: number, pauseMs: number): Promise<string> {
  const title = server.title.trim();
  if (failures < 2) return `${title} 意外停止，${whenAgain(pauseMs)}（端口与数据不变）。`;
  const lines = await lastLines(server.logFile, linesTold);
  const log = lines.length === 0 ? '' : `；最后的日志：${lines.join(' ⏎ ')}`;
  return `${title} 连续第 ${failures} 次意外停止，${whenAgain(pauseMs)}，请查看 ${previousOf(server.logFile)}${log}`;
}

/** Where the log of the life before goes, so that its last words are kept. */
function previousOf(logFile: string): string {
  return logFile.replace(/(\.log)?$/, '.previous.log');
}
