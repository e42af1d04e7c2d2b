import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { hostKeyOf } from '../servers/host-key.js';
import { startSftpServer } from '../servers/sftp-server.js';
import { firstRecords } from './first-records.js';
import type { DepartmentPlace, OpenSystem, SampleDepartment } from './sample-department.js';
import type { ShelfRow } from './record-shelf.js';
import { columnTitles } from './column-titles.js';
import { cityDepartment, tellSupervision } from './supervision-record.js';
import { inspectionTable, penaltyTable } from './supervision-tables.js';

const source = '370800.yjglj.files';
const place = { source, department: cityDepartment('yjglj'), prefix: 'YJ' };
const inspections = inspectionTable(place, '危险化学品');
const penalties = penaltyTable(place, '危险化学品');
/** What the department's key is made from; its fingerprint stands in the source's definition. */
const hostKey = hostKeyOf('370800.yjglj sample');
const rowsInOneFile = 200;
const mostFiles = 400;

/** Emergency management: an SFTP server with inspections as GB18030 CSV (`.ok` beside it) and penalties as Excel (manifest beside it). */
export const emergency: SampleDepartment = {
  name: 'yjglj',
  title: '应急管理局文件',
  sources: [source],
  first: (request) => [
    ...firstRecords(`${source}/inspection`, request, (plan) => tellSupervision(inspections, plan)),
    ...firstRecords(`${source}/penalty`, request, (plan) => tellSupervision(penalties, plan)),
  ],
  next: (plan) => tellSupervision(plan.dice.chance(80) ? inspections : penalties, plan),
  open: openServer,
};

async function openServer(at: DepartmentPlace): Promise<OpenSystem> {
  const root = join(at.folder, 'outbox');
  await mkdir(root, { recursive: true });
  if ((await readdir(root)).length === 0) await writeAll(at, root);
  const { username, password, port } = new URL(at.secrets.secret(`source.${source}.url`));
  const account = { name: decodeURIComponent(username), password: decodeURIComponent(password) };
  const server = await startSftpServer({ root, port: Number(port), account, hostKey });
  return {
    written: async (records) => {
      for (const stream of ['inspection', 'penalty']) {
        const rows = records.filter((record) => record.stream === stream);
        const [first] = rows;
        if (first !== undefined)
          await writeBatch(
            root,
            stream,
            first.identity,
            rows.map(({ body }) => body),
          );
      }
      await archiveOld(root, join(at.folder, 'archive'));
    },
    close: () => server.stop(),
  };
}

/** Everything on the shelf as files: on the first day, or when somebody has emptied the folder. */
async function writeAll(at: DepartmentPlace, root: string): Promise<void> {
  for (const stream of ['inspection', 'penalty']) {
    const rows = await at.shelf.all(source, stream);
    for (let from = 0; from < rows.length; from += rowsInOneFile) {
      await writeBatch(root, stream, `first-${from}`, rows.slice(from, from + rowsInOneFile));
    }
  }
}

async function writeBatch(
  root: string,
  stream: string,
  name: string,
  rows: readonly ShelfRow[],
): Promise<void> {
  if (stream === 'inspection') {
    const file = `jiancha-${name}.csv`;
    await finish(root, file, iconv.encode(csvOf(rows), 'gb18030'));
    await finish(root, `${file}.ok`, Buffer.alloc(0));
    return;
  }
  const file = `chufa-${name}.xlsx`;
  const bytes = await workbookOf(rows);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await finish(root, file, bytes);
  await finish(root, `${file}.manifest.json`, Buffer.from(JSON.stringify({ rows: rows.length, sha256 })));
}

/** A department that never tidies up would fill the hub's ledger: the oldest half goes into the archive with what lies beside it. */
async function archiveOld(root: string, archive: string): Promise<void> {
  const names = await readdir(root);
  const written = names.filter((name) => /\.(csv|xlsx)$/.test(name)).sort();
  if (written.length <= mostFiles) return;
  await mkdir(archive, { recursive: true });
  const old = written.filter((name) => !name.includes('-first-')).slice(0, mostFiles / 2);
  const beside = names.filter((name) => old.some((each) => name.startsWith(each)));
  for (const name of beside) await rename(join(root, name), join(archive, name));
}

/** Written under another name first, so that nobody sees half a file. */
async function finish(root: string, name: string, bytes: Uint8Array): Promise<void> {
  await writeFile(join(root, `.${name}.part`), bytes);
  await rename(join(root, `.${name}.part`), join(root, name));
}

function columnsOf(rows: readonly ShelfRow[]): readonly string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))].sort();
}

function csvOf(rows: readonly ShelfRow[]): string {
  const columns = columnsOf(rows);
  const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = rows.map((row) => columns.map((column) => quoted(row[column] ?? '')).join(','));
  return `${[columns.map(titleOf).join(','), ...lines].join('\r\n')}\r\n`;
}

async function workbookOf(rows: readonly ShelfRow[]): Promise<Uint8Array> {
  const columns = columnsOf(rows);
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('行政处罚');
  sheet.addRow(columns.map(titleOf));
  for (const row of rows) sheet.addRow(columns.map((column) => row[column] ?? null));
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

function titleOf(column: string): string {
  const title = columnTitles[column];
  if (title === undefined) throw new Error(`no heading for ${column}`);
  return title;
}
