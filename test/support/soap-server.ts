import type { IncomingMessage, ServerResponse } from 'node:http';
import { brandAs, type SourceDefinition, type StreamDefinition } from '#base/contracts';
import {
  soapWsdl,
  startSoapServer,
  type SoapArguments,
  type SoapOperation,
} from '../../apps/sandbox/src/servers/soap-server.js';

/** The arguments of a call as the service got them, and its header. */
export interface SoapCall {
  readonly begin: string;
  readonly end: string;
  readonly pageNo: number;
  readonly pageSize: number;
  readonly header: string;
}

/** What a test may change about the service while it runs. */
export interface SoapBehaviour {
  /** Answers `queryPermits`: an object the SOAP server writes as elements. */
  elements: (call: SoapCall) => object;
  /** Answers `queryText`: the text of its `return` element. */
  text: (call: SoapCall) => string;
  /** Takes a request away from the SOAP server; null lets it pass. */
  trouble: ((request: IncomingMessage, response: ServerResponse) => void) | null;
}

/** A department's SOAP service, listening. */
export interface SoapServer {
  readonly url: string;
  readonly behaviour: SoapBehaviour;
  readonly calls: readonly SoapCall[];
  close(): Promise<void>;
}

export const soapAccount = { username: 'hub-reader', password: 'pass<&>word' };

/** A SOAP source with one stream, two rows a page. */
export function soapSource(
  stream: StreamDefinition,
  settings: SourceDefinition['settings'],
): SourceDefinition {
  return {
    id: brandAs('370800.sthjj.permit'),
    name: '测试排污许可服务',
    connector: 'soap',
    standard: 'x',
    generation: 'a',
    timeZone: 'Asia/Shanghai',
    settings: { security: { username: soapAccount.username, passwordSecret: 'password' }, ...settings },
    pageSize: 2,
    pollMs: 1_000,
    lagMs: 0,
    overlapMs: 600_000,
    sweep: null,
    writeBack: false,
    firstLoad: { tell: false },
    overrides: {},
    streams: [stream],
  };
}

const takes = ['begin', 'end', 'pageNo', 'pageSize'];
const plan = { name: 'Permit', path: 'permit' };
const shapes = [
  { name: 'queryPermits', takes, answer: 'elements' },
  { name: 'queryText', takes, answer: 'return' },
] as const;

/** The WSDL; `imports` goes into its types, `address` is where it says the service is. */
export function permitWsdl(address: string, imports = ''): string {
  const operations = shapes.map((shape) => ({ ...shape, run: () => ({}) }));
  return soapWsdl({ ...plan, operations }, address, imports);
}

/** Starts a service on a free port that wants a UsernameToken with digest. */
export async function soapServer(): Promise<SoapServer> {
  const behaviour: SoapBehaviour = { elements: () => ({}), text: () => '', trouble: null };
  const calls: SoapCall[] = [];
  const note = (args: SoapArguments, header: unknown): SoapCall => {
    const { begin = '', end = '', pageNo = '1', pageSize = '0' } = args ?? {};
    const call = {
      begin,
      end,
      pageNo: Number(pageNo),
      pageSize: Number(pageSize),
      header: JSON.stringify(header),
    };
    calls.push(call);
    return call;
  };
  const answers: readonly SoapOperation['run'][] = [
    (args, header) => behaviour.elements(note(args, header)),
    (args, header) => ({ return: behaviour.text(note(args, header)) }),
  ];
  const running = await startSoapServer({
    ...plan,
    port: 0,
    account: soapAccount,
    operations: shapes.map((shape, at) => ({ ...shape, run: answers[at] ?? (() => ({})) })),
    intercept(request, response) {
      const { trouble } = behaviour;
      trouble?.(request, response);
      return trouble !== null;
    },
  });
  return { url: running.url, behaviour, calls, close: () => running.close() };
}
