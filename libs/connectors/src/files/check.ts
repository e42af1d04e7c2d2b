import { HubError, type CheckLine, type StreamDefinition } from '#base/contracts';
import { CrashedReading } from '#base/workbook';
import { listComplete } from './completeness.js';
import { unreadableNames } from './faults.js';
import { fileLines } from './file-lines.js';
import type { FileFact } from './file-store.js';
import type { Family } from './family.js';
import { stageFile } from './staging.js';

type Finding = readonly [CheckLine['verdict'], string];

/** Looks into every family's folder and at the newest complete file; nothing is changed. */
export async function checkFiles(
  families: readonly (readonly [StreamDefinition, Family])[],
): Promise<readonly CheckLine[]> {
  const lines: CheckLine[] = [];
  for (const [stream, family] of families) {
    const findings = await findingsOf(family);
    lines.push(...findings.map(([verdict, sentence]) => ({ subject: stream.name, verdict, sentence })));
  }
  return lines;
}

async function findingsOf(family: Family): Promise<readonly Finding[]> {
  const signal = new AbortController().signal;
  try {
    const listing = await listComplete(
      family.store,
      family.settings,
      () => false,
      signal,
      family.clock.now(),
    );
    const { complete, present, unreadable } = listing;
    const { folder, pattern } = family.settings;
    const findings: Finding[] = [
      [
        'ok',
        `目录“${folder === '' ? '/' : folder}”可读，有 ${present.length} 个文件，${complete.length} 个写完的符合 ${pattern}。`,
      ],
    ];
    if (complete.length > family.ledgerSize * 0.8) {
      findings.push([
        'warning',
        `文件数接近台账上限 ${family.ledgerSize}，请该部门移走旧文件，或调大 ledgerSize。`,
      ]);
    }
    if (unreadable > 0) findings.push(['fault', unreadableNames(family.source, unreadable).sentence]);
    findings.push(...(await rightsOf(family)));
    const newest = complete.at(-1);
    if (newest !== undefined) findings.push(await tryFile(family, newest, signal));
    return findings;
  } catch (cause) {
    if (!(cause instanceof HubError)) throw cause;
    return [['fault', cause.sentence]];
  }
}

async function rightsOf({ store, settings, writeBack }: Family): Promise<readonly Finding[]> {
  const writable = await store.writable(settings.folder);
  if (writeBack && settings.report !== 'none') {
    if (writable === false) return [['fault', '要回写接收报告，但账号不能写这个目录。']];
    return writable === null ? [['ok', '将在文件旁回写接收报告；是否可写要到第一次回写时才知道。']] : [];
  }
  return writable === true ? [['warning', '枢纽账号可以改写这个目录，请改为只读。']] : [];
}

async function tryFile(family: Family, file: FileFact, signal: AbortSignal): Promise<Finding> {
  if (file.size > family.maxBytes)
    return ['fault', `最新的文件 ${file.name} 超过上限 ${family.maxBytes} 字节。`];
  const staged = await stageFile(family.store, file, family.idleMs, signal);
  if (staged === null) return ['warning', `最新的文件 ${file.name} 正在改动，未能试读。`];
  if ('refusal' in staged) return ['fault', `最新的文件 ${file.name}：${staged.refusal}。`];
  try {
    const told = { hiddenRows: 0, dateEpoch: null };
    for await (const [line] of fileLines(family.store, family.settings, file, staged, told, family.limits)) {
      if (line === undefined) continue;
      if (!('refusal' in line)) return ['ok', `最新的文件 ${file.name} 表头与约定相符，可以读取。`];
      return ['fault', `最新的文件 ${file.name} 第 ${line.place} 行：${line.refusal}。`];
    }
    return ['ok', `最新的文件 ${file.name} 只有表头，没有数据。`];
  } catch (cause) {
    if (!(cause instanceof CrashedReading)) throw cause;
    return ['fault', `最新的文件 ${file.name} ${cause.refusal}，请该部门核对后重报。`];
  } finally {
    await staged.discard();
  }
}
