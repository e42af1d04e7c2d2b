import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { startSoapServer, type SoapArguments, type SoapOperation } from '../servers/soap-server.js';
import { firstRecords } from './first-records.js';
import { tellPermit } from './permit-record.js';
import type { DepartmentPlace, OpenSystem, SampleDepartment } from './sample-department.js';
import type { ShelfRow } from './record-shelf.js';
import { cityDepartment, tellSupervision } from './supervision-record.js';
import { inspectionTable } from './supervision-tables.js';
import { rangeOf } from './time-range.js';

const permitSource = '370800.sthjj.permit';
const checkSource = '370800.sthjj.check';
const mostRows = 200;
const takes = ['begin', 'end', 'pageNo', 'pageSize'];
const place = { source: checkSource, department: cityDepartment('sthjj'), prefix: 'HJ' };
const checks = inspectionTable(place, '排污单位');
const zip = promisify(gzip);

/** Ecology: one SOAP service, pollution permits gzipped in Base64, checks as XML in CDATA. */
export const ecology: SampleDepartment = {
  name: 'sthjj',
  title: '生态环境局服务',
  sources: [permitSource, checkSource],
  first: (request) => [
    ...firstRecords(permitSource, request, (plan) => tellPermit(permitSource, plan)),
    ...firstRecords(checkSource, request, (plan) => tellSupervision(checks, plan)),
  ],
  next: (plan) => (plan.dice.chance(50) ? tellPermit(permitSource, plan) : tellSupervision(checks, plan)),
  open: openService,
};

async function openService(at: DepartmentPlace): Promise<OpenSystem> {
  const secret = (name: string): string => at.secrets.secret(`source.${permitSource}.${name}`);
  const address = new URL(secret('url'));
  const rid = secret('rid');
  const permits = operation(at, rid, 'queryPermits', { source: permitSource, stream: 'permit' }, pack);
  const inspections = operation(
    at,
    rid,
    'queryChecks',
    { source: checkSource, stream: 'inspection' },
    (xml) => Promise.resolve(xml),
  );
  const running = await startSoapServer({
    name: 'Ecology',
    path: address.pathname.slice(1),
    port: Number(address.port),
    account: { username: 'hub-reader', password: secret('password') },
    operations: [permits, inspections],
  });
  return { written: () => Promise.resolve(), close: () => running.close() };
}

async function pack(xml: string): Promise<string> {
  return (await zip(Buffer.from(xml))).toString('base64');
}

function operation(
  at: DepartmentPlace,
  rid: string,
  name: string,
  table: { readonly source: string; readonly stream: string },
  wrap: (xml: string) => Promise<string>,
): SoapOperation {
  return {
    name,
    takes,
    answer: 'return',
    run: async (args, header) => {
      if (!hasRequester(header, rid)) return { return: await wrap(reply('401', 0, [])) };
      const range = askedFor(args);
      if (range === null) return { return: await wrap(reply('400', 0, [])) };
      const { total, rows } = await at.shelf.page({ ...table, ...range });
      return { return: await wrap(reply('0', total, rows)) };
    },
  };
}

function askedFor(args: SoapArguments): ReturnType<typeof rangeOf> {
  const { begin = '', end = '', pageNo = '', pageSize = '' } = args ?? {};
  return rangeOf({ from: begin, to: end, page: pageNo, size: pageSize }, mostRows);
}

function hasRequester(header: unknown, rid: string): boolean {
  return JSON.stringify(header ?? null).includes(`"rid":${JSON.stringify(rid)}`);
}

function reply(code: string, total: number, rows: readonly ShelfRow[]): string {
  const row = (cells: ShelfRow): string =>
    `<row>${Object.entries(cells)
      .map(([name, value]) => (value === null ? '' : `<${name}>${escaped(value)}</${name}>`))
      .join('')}</row>`;
  return `<?xml version="1.0" encoding="UTF-8"?><data><head><code>${code}</code><total>${total}</total></head><rows>${rows.map(row).join('')}</rows></data>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
