/** How a reading ended that took its process with it. */
export type CrashKind = 'time' | 'memory' | 'ended';

/** The process that read a workbook had to be ended, or ended itself: out of time, out of memory, or by a defect of a library. The same workbook may well do it again. */
export class CrashedReading extends Error {
  readonly kind: CrashKind;

  constructor(kind: CrashKind) {
    super(`reading the workbook ended: ${kind}`);
    this.name = 'CrashedReading';
    this.kind = kind;
  }

  /** What happened, in words a department understands. */
  get refusal(): string {
    if (this.kind === 'time') return '读取用时过长，已中止';
    return this.kind === 'memory' ? '读取时内存用尽' : '读取进程异常退出';
  }
}
