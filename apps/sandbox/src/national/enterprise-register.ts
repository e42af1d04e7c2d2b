import type { IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { openJsonServer, type JsonReply } from '../servers/json-server.js';
import { SharingPlatform } from '../servers/sharing-platform.js';
import { enterprisesOf, type Enterprise } from './enterprise.js';

/** The national enterprise register behind the sharing platform, running. */
export interface EnterpriseRegister {
  /** Takes every signing key back, as after a leak. */
  revoke(): void;
  /** How many questions it has answered with a record or with "none such". */
  readonly answered: number;
  close(): Promise<void>;
}

const requester = '370800-xzspj-hub';
const service = 'samr-qyjbxx';
const enterprises = enterprisesOf(300);

/** Credit codes the register knows, in its own order. */
export const registeredCodes: readonly string[] = [...enterprises.keys()];

/** Opens the register at an address on this machine. It knows 300 invented enterprises and answers one code at a time. */
export async function openEnterpriseRegister(address: string, appKey: string): Promise<EnterpriseRegister> {
  const platform = new SharingPlatform({ requester, service, appKey });
  let answered = 0;
  const server = await openJsonServer(Number(new URL(address).port), async (request) => {
    const reply = await answer(platform, request);
    if ('asked' in reply.content) answered += 1;
    return reply;
  });
  return {
    revoke: () => platform.revoke(),
    get answered() {
      return answered;
    },
    close: () => server.close(),
  };
}

const coded = (code: string, message: string): JsonReply => ({ status: 200, content: { code, message } });

async function answer(platform: SharingPlatform, request: IncomingMessage): Promise<JsonReply> {
  const { pathname } = new URL(request.url ?? '/', 'http://national');
  if (pathname === '/gateway/key') {
    const key = platform.hand(request);
    return key === null ? coded('401', '签名不正确') : { status: 200, content: { code: '200', data: key } };
  }
  if (pathname !== '/gateway/enterprise')
    return {
      status: 200,
      content: { service: '国家企业登记信息（示例）', samples: registeredCodes.slice(0, 5) },
    };
  if (!platform.admits(request)) return coded('401', '签名不正确或已过期');
  const asked = codeOf(await json(request));
  if (asked === null) return coded('400', '参数不正确');
  const found: Enterprise | null = enterprises.get(asked) ?? null;
  const content = { code: found === null ? '404' : '200', asked: new Date().toISOString(), data: found };
  return { status: 200, content };
}

function codeOf(body: unknown): string | null {
  const asked = typeof body === 'object' && body !== null && 'tyshxydm' in body ? body.tyshxydm : null;
  return typeof asked === 'string' && asked.length === 18 ? asked : null;
}
