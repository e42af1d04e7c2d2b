import type { IncomingMessage } from 'node:http';
import { openJsonServer, type JsonReply } from '../servers/json-server.js';
import { SharingPlatform } from '../servers/sharing-platform.js';
import type { DepartmentPlace, OpenSystem, SampleDepartment } from './sample-department.js';
import { firstRecords } from './first-records.js';
import { cityDepartment, tellSupervision } from './supervision-record.js';
import { inspectionTable, penaltyTable } from './supervision-tables.js';
import { rangeOf } from './time-range.js';

const source = '370800.scjgj.rest';
const requester = '370800-xzspj-hub';
const service = 'scjgj-jgxw';
const mostRows = 200;
const place = { source, department: cityDepartment('scjgj'), prefix: 'SJ' };
const inspections = inspectionTable(place, '食品经营');
const penalties = penaltyTable(place, '食品经营');
const streams: Readonly<Record<string, string>> = {
  '/api/inspections': 'inspection',
  '/api/penalties': 'penalty',
};

/** Market regulation: inspections and penalties over HTTP, signed as on the national sharing platform. */
export const marketRegulation: SampleDepartment = {
  name: 'scjgj',
  title: '市场监管局接口',
  sources: [source],
  first: (request) => [
    ...firstRecords(`${source}/inspection`, request, (plan) => tellSupervision(inspections, plan)),
    ...firstRecords(`${source}/penalty`, request, (plan) => tellSupervision(penalties, plan)),
  ],
  next: (plan) => tellSupervision(plan.dice.chance(70) ? inspections : penalties, plan),
  open: openService,
};

async function openService(at: DepartmentPlace): Promise<OpenSystem> {
  const appKey = at.secrets.secret(`source.${source}.app-key`);
  const platform = new SharingPlatform({ requester, service, appKey });
  const { port } = new URL(at.secrets.secret(`source.${source}.url`));
  const server = await openJsonServer(Number(port), (request) => answer(at, platform, request));
  return { written: () => Promise.resolve(), close: () => server.close() };
}

const refused = (code: string, message: string): JsonReply => ({ status: 200, content: { code, message } });

async function answer(
  at: DepartmentPlace,
  platform: SharingPlatform,
  request: IncomingMessage,
): Promise<JsonReply> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://scjgj');
  if (pathname === '/') return { status: 200, content: { service: '市场监管局监管行为接口（示例）' } };
  if (pathname === '/auth/key') {
    const key = platform.hand(request);
    if (key === null) return refused('401', '签名不正确');
    return { status: 200, content: { code: '0', data: key } };
  }
  const stream = streams[pathname];
  if (stream === undefined) return { status: 404, content: { code: '404', message: '没有这个接口' } };
  if (!platform.admits(request)) return refused('401', '签名不正确或已过期');
  const asked = (name: string): string => searchParams.get(name) ?? '';
  const range = rangeOf(
    { from: asked('from'), to: asked('to'), page: asked('page'), size: asked('size') },
    mostRows,
  );
  if (range === null) return refused('400', '参数不正确');
  return { status: 200, content: { code: '0', data: await at.shelf.page({ source, stream, ...range }) } };
}
