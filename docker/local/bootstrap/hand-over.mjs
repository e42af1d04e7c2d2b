import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { here, say } from './ground.mjs';

/** The project's own Node 24, or the one we run on when it is new enough. */
export function ownNode() {
  const own = here('node_modules', '.bin', 'node');
  if (existsSync(own)) return own;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  say(
    '本机处理器没有随附的 Node.js 24，请自行安装后重试。Please install Node.js 24 or newer: none is bundled for this processor.',
  );
  return process.exit(3);
}

/**
 * Runs a compiled program and takes over its exit code. With `ownSession` the terminal's Ctrl-C reaches only us, is passed on
 * once, and the program shuts down at its own pace; the IPC channel tells it when we ourselves are killed.
 */
export function handOver(program, args, { ownSession, environment }) {
  if (!existsSync(program)) {
    say(`找不到已编译的程序 ${program}。`);
    return 1;
  }
  const child = spawn(ownNode(), ['--disable-warning=TimeoutNegativeWarning', program, ...args], {
    cwd: ownSession ? here() : process.cwd(),
    stdio: ownSession ? ['ignore', 'inherit', 'inherit', 'ipc'] : 'inherit',
    detached: ownSession,
    env: { ...compiledOnce(), ...process.env, ...environment },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => ownSession && child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal));
  }
  const watch = ownSession ? watchParent(() => child.kill('SIGTERM')) : undefined;
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      clearInterval(watch);
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}

/* The programs of a set load the same modules: the first one's compiled code serves the others, and every later start. */
function compiledOnce() {
  return { NODE_COMPILE_CACHE: here('var', 'cache', 'modules'), NODE_COMPILE_CACHE_PORTABLE: '1' };
}

/* npm passes signals on, but when npm itself is killed nobody tells us; our parent's number then changes. */
function watchParent(orphaned) {
  if (process.env.npm_lifecycle_event === undefined) return undefined;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    orphaned();
  }, 1000);
  return timer;
}
