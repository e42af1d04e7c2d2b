import { visibleLine } from '#base/contracts';
import { FoldedLines } from './folded-lines.js';

/** How much a line matters: only what is not `calm` is shown while the set is at rest. */
type Weight = 'calm' | 'warning' | 'fault';

const colours: Readonly<Record<Weight, string>> = { calm: '', warning: '\u001b[33m', fault: '\u001b[31m' };
const plain = '\u001b[0m';
/** A line of a process as its log writes it. */
const logged = /^\d{1,2}:\d{2}:\d{2} (信息|注意|故障|调试) /;
const folded = new FoldedLines();
let resting = false;

/** The launcher's own voice. */
export function say(sentence: string): void {
  write('start', sentence, 'calm');
}

/** The launcher's own voice, so that it stands out. */
export function warn(sentence: string): void {
  write('start', `注意：${sentence}`, 'warning');
}

/**
 * A line of a process of the set. Nothing in it acts on the terminal. At rest only warnings and faults are passed on, each once: what
 * comes again is counted, see `foldedSince`.
 */
export function tell(who: string, line: string): void {
  const weight = weightOf(line);
  if (resting && weight === 'calm') return;
  const words = line.replace(logged, '');
  if (weight !== 'calm' && !folded.isNew(`${who} │ ${words}`, performance.now())) return;
  write(who, line, weight);
}

/** From now on the set is at rest. */
export function rest(): void {
  resting = true;
}

/** Says which warnings came again, where it is their turn; answers how many were kept back since the last time. */
export function foldedSince(): number {
  const { keptBack, again } = folded.take(performance.now());
  for (const { line, times } of again) {
    const [who = '', sentence = ''] = line.split(' │ ', 2);
    write(who, `${sentence}（同样的提示又有 ${times} 次）`, 'warning');
  }
  return keptBack;
}

/** Waits for `work`, saying every few seconds that it is still at it. */
export async function narrated<T>(title: string, work: Promise<T>): Promise<T> {
  const from = performance.now();
  const ticker = setInterval(
    () => say(`${title}：已用 ${Math.round((performance.now() - from) / 1000)} 秒 …`),
    5_000,
  );
  try {
    return await work;
  } finally {
    clearInterval(ticker);
  }
}

function weightOf(line: string): Weight {
  const level = logged.exec(line)?.[1];
  if (level === '注意') return 'warning';
  return level === '故障' || line.startsWith('故障：') ? 'fault' : 'calm';
}

function write(who: string, sentence: string, weight: Weight): void {
  const line = `${who.padEnd(9)} │ ${visibleLine(sentence)}`;
  const coloured = process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '' && weight !== 'calm';
  process.stdout.write(coloured ? `${colours[weight]}${line}${plain}\n` : `${line}\n`);
}

// A closed terminal must not keep the set from shutting down in order.
process.stdout.on('error', () => undefined);
