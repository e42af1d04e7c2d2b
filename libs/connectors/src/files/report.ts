import type { FileFact, FileStore } from './file-store.js';
import type { FamilySettings } from './settings.js';
import type { FileNotes } from './source-line.js';

const listedRefusals = 1_000;

/** Counts what became of the rows of one file, and writes it down for the department. */
export class AcceptanceReport implements FileNotes {
  hiddenRows = 0;
  dateEpoch: FileNotes['dateEpoch'] = null;
  #taken = 0;
  #refused = 0;
  readonly #refusals: { readonly line: number; readonly reason: string }[] = [];

  /** Counts one row; `refusal` is null when it was taken. */
  count(line: number, refusal: string | null): void {
    if (refusal === null) {
      this.#taken += 1;
      return;
    }
    this.#refused += 1;
    if (this.#refusals.length < listedRefusals) this.#refusals.push({ line, reason: refusal });
  }

  /** Writes `<file>.report.json` or `.txt` beside the file. It holds counts, lines and reasons, never a value. */
  async write(
    store: FileStore,
    file: FileFact,
    sha256: string,
    form: FamilySettings['report'],
    at: Date,
  ): Promise<void> {
    if (form === 'none') return;
    const text = form === 'json' ? this.#json(file, sha256, at) : this.#text(file, sha256, at);
    await store.write(`${file.path}.report.${form}`, text);
  }

  #json(file: FileFact, sha256: string, at: Date): string {
    const report = {
      file: file.name,
      sha256,
      reportedAt: at.toISOString(),
      rowsTaken: this.#taken,
      rowsRefused: this.#refused,
      hiddenRows: this.hiddenRows,
      refused: this.#refusals,
    };
    return `${JSON.stringify(report, null, 2)}\n`;
  }

  #text(file: FileFact, sha256: string, at: Date): string {
    const lines = [
      `文件：${file.name}`,
      `摘要（SHA-256）：${sha256}`,
      `时间：${at.toISOString()}`,
      `接收 ${this.#taken} 行，退回 ${this.#refused} 行，其中隐藏行 ${this.hiddenRows} 行已照常读取。`,
      ...this.#refusals.map(({ line, reason }) => `第 ${line} 行：${reason}`),
    ];
    if (this.#refused > this.#refusals.length)
      lines.push(`另有 ${this.#refused - this.#refusals.length} 行未列出。`);
    return `${lines.join('\n')}\n`;
  }
}
