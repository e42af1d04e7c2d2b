import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
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
const keyLastsMs = 600_000;
const oldestRequestMs = 300_000;

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
  const server = createServer((request, response) => {
    answer(at, appKey, request)
      .catch(() => ({ status: 500, content: { code: '500', message: '服务内部错误' } }))
      .then(({ status, content }) => say(response, status, content))
      .catch(() => response.destroy());
  });
  const { port } = new URL(at.secrets.secret(`source.${source}.url`));
  await once(server.listen(Number(port), '127.0.0.1'), 'listening');
  return {
    written: () => Promise.resolve(),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function say(response: ServerResponse, status: number, content: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(content));
}

interface Reply {
  readonly status: number;
  readonly content: object;
}

const refused = (code: string, message: string): Reply => ({ status: 200, content: { code, message } });

async function answer(at: DepartmentPlace, appKey: string, request: IncomingMessage): Promise<Reply> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://scjgj');
  const now = Date.now();
  if (pathname === '/') return { status: 200, content: { service: '市场监管局监管行为接口（示例）' } };
  if (pathname === '/auth/key') {
    if (!isSigned(request, appKey, now)) return refused('401', '签名不正确');
    const secretEndTime = (Math.floor(now / keyLastsMs) + 1) * keyLastsMs;
    return { status: 200, content: { code: '0', data: { secret: keyAt(appKey, now), secretEndTime } } };
  }
  const stream = streams[pathname];
  if (stream === undefined) return { status: 404, content: { code: '404', message: '没有这个接口' } };
  // The key of the period before is good for a little longer: a request may be on its way when the period ends.
  const keys = [keyAt(appKey, now), keyAt(appKey, now - keyLastsMs)];
  if (!keys.some((key) => isSigned(request, key, now))) return refused('401', '签名不正确或已过期');
  const asked = (name: string): string => searchParams.get(name) ?? '';
  const range = rangeOf(
    { from: asked('from'), to: asked('to'), page: asked('page'), size: asked('size') },
    mostRows,
  );
  if (range === null) return refused('400', '参数不正确');
  return { status: 200, content: { code: '0', data: await at.shelf.page({ source, stream, ...range }) } };
}

/** The signing key that the platform hands out in the period of a moment. */
function keyAt(appKey: string, at: number): string {
  return createHmac('sha256', appKey)
    .update(`key ${Math.floor(at / keyLastsMs)}`)
    .digest('hex');
}

function isSigned(request: IncomingMessage, key: string, now: number): boolean {
  const { gjgxjhpt_rid: rid, gjgxjhpt_sid: sid, gjgxjhpt_rtime: time, gjgxjhpt_sign: sign } = request.headers;
  if (rid !== requester || sid !== service || typeof time !== 'string' || typeof sign !== 'string')
    return false;
  if (!(Math.abs(now - Number(time)) <= oldestRequestMs)) return false;
  const wanted = createHmac('sha256', key).update(`${sid}${rid}${time}`).digest();
  const given = Buffer.from(sign, 'base64');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
