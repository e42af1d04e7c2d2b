import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listen, passwordDigest, type Server } from 'soap';
import { brandAs, type SourceDefinition, type StreamDefinition } from '#base/contracts';

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
    overrides: {},
    streams: [stream],
  };
}

const text = (name: string): string => `<xs:element name="${name}" type="xs:string" minOccurs="0"/>`;
const operation = (name: string, answer: string): readonly [string, string, string, string] => [
  `<xs:element name="${name}"><xs:complexType><xs:sequence>${['begin', 'end', 'pageNo', 'pageSize'].map(text).join('')}</xs:sequence></xs:complexType></xs:element>
   <xs:element name="${name}Response"><xs:complexType><xs:sequence>${answer}</xs:sequence></xs:complexType></xs:element>`,
  `<message name="${name}In"><part name="parameters" element="tns:${name}"/></message><message name="${name}Out"><part name="parameters" element="tns:${name}Response"/></message>`,
  `<operation name="${name}"><input message="tns:${name}In"/><output message="tns:${name}Out"/></operation>`,
  `<operation name="${name}"><soap:operation soapAction="urn:${name}"/><input><soap:body use="literal"/></input><output><soap:body use="literal"/></output></operation>`,
];

/** The WSDL; `imports` goes into its types, `address` is where it says the service is. */
export function permitWsdl(address: string, imports = ''): string {
  const any = '<xs:any minOccurs="0" maxOccurs="unbounded" processContents="lax"/>';
  const parts = [operation('queryPermits', any), operation('queryText', text('return'))];
  const part = (place: 0 | 1 | 2 | 3): string => parts.map((pieces) => pieces[place]).join('');
  return `<?xml version="1.0" encoding="utf-8"?>
<definitions name="permit" targetNamespace="urn:permit" xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:tns="urn:permit" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<types><xs:schema targetNamespace="urn:permit" elementFormDefault="qualified">${imports}${part(0)}</xs:schema></types>
${part(1)}<portType name="PermitPort">${part(2)}</portType>
<binding name="PermitBinding" type="tns:PermitPort"><soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>${part(3)}</binding>
<service name="PermitService"><port name="PermitPort" binding="tns:PermitBinding"><soap:address location="${address}"/></port></service>
</definitions>`;
}

interface Token {
  readonly Username?: string;
  readonly Password?: { readonly $value?: string };
  readonly Nonce?: string | { readonly $value?: string };
  readonly Created?: string;
}

function knows(security: { readonly UsernameToken?: Token } | undefined): boolean {
  const { Username, Password, Nonce = '', Created = '' } = security?.UsernameToken ?? {};
  const nonce = typeof Nonce === 'string' ? Nonce : Nonce.$value;
  const expected = passwordDigest(nonce ?? '', Created, soapAccount.password);
  return Username === soapAccount.username && Password?.$value === expected;
}

/** Starts a service on a free port that wants a UsernameToken with digest. */
export async function soapServer(): Promise<SoapServer> {
  const behaviour: SoapBehaviour = { elements: () => ({}), text: () => '', trouble: null };
  const calls: SoapCall[] = [];
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/permit`;
  const note = (args: Readonly<Record<string, string>> | null, header: unknown): SoapCall => {
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
  type Args = Readonly<Record<string, string>> | null;
  const methods = {
    queryPermits: (args: Args, _: unknown, header: unknown) => behaviour.elements(note(args, header)),
    queryText: (args: Args, _: unknown, header: unknown) => ({ return: behaviour.text(note(args, header)) }),
  };
  const services = { PermitService: { PermitPort: methods } };
  const soap = await new Promise<Server>((resolve) => {
    const ready = (_: unknown, started: Server): void => resolve(started);
    listen(server, { path: '/permit', services, xml: permitWsdl(url), callback: ready });
  });
  soap.authenticate = knows;
  const [pass] = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (behaviour.trouble !== null) behaviour.trouble(request, response);
    else pass?.call(server, request, response);
  });
  return {
    url: `${url}?wsdl`,
    behaviour,
    calls,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
