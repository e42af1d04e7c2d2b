import { readFile } from 'node:fs/promises';

/** What a process has cost so far, as the kernel counts it. */
export interface ProcessFigures {
  readonly cpuSeconds: number;
  readonly peakBytes: number;
}

const ticksPerSecond = 100;

/** Reads CPU time and peak memory of a running process from /proc. */
export async function processFigures(pid: number): Promise<ProcessFigures> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  const peak = /VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? '0';
  return { cpuSeconds: ticks / ticksPerSecond, peakBytes: Number(peak) * 1024 };
}
