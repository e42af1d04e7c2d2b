import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HubError } from '#base/contracts';
import { runOnce } from './run-once.js';

type Say = (sentence: string) => void;

const leastJava = 17;
let pending: Promise<unknown> = Promise.resolve();

/** The java that JAVA_HOME names, or the first on the path. */
export function javaCommand(): string {
  const home = process.env['JAVA_HOME'];
  return home !== undefined && existsSync(join(home, 'bin', 'java')) ? join(home, 'bin', 'java') : 'java';
}

/** Makes sure of Java 17 or newer: installs it as root on Debian and Ubuntu, elsewhere says what to install. */
export async function needJava(say: Say): Promise<void> {
  return oneAtATime(async () => {
    if ((await javaVersion()) >= leastJava) return;
    await installPackages(['openjdk-17-jre-headless', 'default-jre-headless'], 'Java 17（或更高版本）', say);
    if ((await javaVersion()) < leastJava) throw missing('Java 17（或更高版本）', 'openjdk-17-jre-headless');
  });
}

/** Makes sure of Maven, and of the Java it runs on. */
export async function needMaven(say: Say): Promise<void> {
  await needJava(say);
  return oneAtATime(async () => {
    if (await answers('mvn')) return;
    await installPackages(['maven'], 'Maven', say);
    if (!(await answers('mvn'))) throw missing('Maven', 'maven');
  });
}

/* apt-get knows one customer at a time. */
async function oneAtATime(work: () => Promise<void>): Promise<void> {
  const turn = pending.then(work);
  pending = turn.catch(() => undefined);
  return turn;
}

async function javaVersion(): Promise<number> {
  const text = await runOnce({ title: 'Java ', command: javaCommand(), args: ['-version'] }).catch(() => '');
  const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(text) ?? [];
  return Number(first === '1' ? second : (first ?? 0));
}

async function answers(command: string): Promise<boolean> {
  return runOnce({ title: command, command, args: ['-v'] }).then(
    () => true,
    () => false,
  );
}

/** Installs the first of the alternatives the distribution has. */
async function installPackages(alternatives: readonly string[], title: string, say: Say): Promise<void> {
  const [first = ''] = alternatives;
  if (process.getuid?.() !== 0 || !isDebian()) throw missing(title, first);
  say(`本机没有 ${title}，正在用 apt-get 安装 ${first} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runOnce({ title: 'apt-get update', command: 'apt-get', args: ['update', '-qq'], env }).catch(
    () => '',
  );
  for (const name of alternatives) {
    const args = ['install', '-y', '-qq', '--no-install-recommends', name];
    const done = await runOnce({ title: `安装 ${name}`, command: 'apt-get', args, env }).then(
      () => true,
      () => false,
    );
    if (done) return say(`已安装 ${name}。`);
  }
  throw missing(title, first);
}

function isDebian(): boolean {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(release) && existsSync('/usr/bin/apt-get');
}

function missing(title: string, name: string): HubError {
  const english = `Please install ${name === 'maven' ? 'Maven' : 'Java 17 or newer'} and run the command again.`;
  return new HubError(
    'HUB_LOCAL_TOOL_FAILED',
    `本机没有 ${title}，请安装后重试（Debian/Ubuntu：apt-get install ${name}）。${english}`,
    { missing: name },
  );
}
