import { spawn, type ChildProcess } from 'node:child_process';
import { HubError } from '#base/contracts';

/** A command that is expected to end. `account` drops root's rights for it. */
export interface Command {
  readonly title: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly account?: { readonly uid: number; readonly gid: number };
}

const unfinished = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of unfinished) child.kill('SIGKILL');
});

/** Runs a command to its end and returns its output; a failure becomes one sentence with the lines that say why. */
export async function runOnce(command: Command): Promise<string> {
  const child = spawn(command.command, command.args, {
    env: command.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...command.account,
  });
  unfinished.add(child);
  child.once('close', () => unfinished.delete(child));
  const said: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  }).catch((cause: unknown) => {
    throw new HubError(
      'HUB_LOCAL_TOOL_FAILED',
      `${command.title}无法运行：找不到或不能执行 ${command.command}。`,
      {},
      cause,
    );
  });
  const text = Buffer.concat(said).toString('utf8');
  if (code === 0) return text;
  throw new HubError(
    'HUB_LOCAL_TOOL_FAILED',
    `${command.title}失败（退出码 ${code ?? '信号'}）：${tellingLines(text)}`,
    { code },
  );
}

/* What speaks of an error, since some tools end with a page of advice; else the last lines. */
function tellingLines(text: string): string {
  const lines = text.trim().split('\n');
  const errors = lines.filter((line) => /error/i.test(line));
  return (errors.length > 0 ? errors : lines).slice(-5).join('\n');
}
