import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listen, passwordDigest, type Server } from 'soap';

/** The arguments of a call; an operation called without any gets null. */
export type SoapArguments = Readonly<Record<string, string>> | null;

/** One operation: its arguments, and what it answers. `answer` is an element named `return`, or whatever elements the method gives. */
export interface SoapOperation {
  readonly name: string;
  readonly takes: readonly string[];
  readonly answer: 'return' | 'elements';
  readonly run: (args: SoapArguments, header: unknown) => object | Promise<object>;
}

/** A department's SOAP service: `<name>Service` with one port `<name>Port`, at `/<path>`. */
export interface SoapServerPlan {
  readonly name: string;
  readonly path: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Who may call, by UsernameToken with digest. */
  readonly account: { readonly username: string; readonly password: string };
  readonly operations: readonly SoapOperation[];
  /** Takes a request away from the service; false lets it pass. */
  intercept?(request: IncomingMessage, response: ServerResponse): boolean;
}

/** A service, listening; `url` is its WSDL's. */
export interface RunningSoap {
  readonly url: string;
  close(): Promise<void>;
}

const element = (name: string): string => `<xs:element name="${name}" type="xs:string" minOccurs="0"/>`;
const anyElements = '<xs:any minOccurs="0" maxOccurs="unbounded" processContents="lax"/>';

function wsdlPieces({ name, takes, answer }: SoapOperation): readonly [string, string, string, string] {
  const response = answer === 'return' ? element('return') : anyElements;
  return [
    `<xs:element name="${name}"><xs:complexType><xs:sequence>${takes.map(element).join('')}</xs:sequence></xs:complexType></xs:element>
   <xs:element name="${name}Response"><xs:complexType><xs:sequence>${response}</xs:sequence></xs:complexType></xs:element>`,
    `<message name="${name}In"><part name="parameters" element="tns:${name}"/></message><message name="${name}Out"><part name="parameters" element="tns:${name}Response"/></message>`,
    `<operation name="${name}"><input message="tns:${name}In"/><output message="tns:${name}Out"/></operation>`,
    `<operation name="${name}"><soap:operation soapAction="urn:${name}"/><input><soap:body use="literal"/></input><output><soap:body use="literal"/></output></operation>`,
  ];
}

/** The WSDL of a service; `imports` goes into its types, `address` is where it says the service is. */
export function soapWsdl(
  plan: Pick<SoapServerPlan, 'name' | 'path' | 'operations'>,
  address: string,
  imports = '',
): string {
  const { name, path } = plan;
  const pieces = plan.operations.map(wsdlPieces);
  const part = (place: 0 | 1 | 2 | 3): string => pieces.map((each) => each[place]).join('');
  return `<?xml version="1.0" encoding="utf-8"?>
<definitions name="${path}" targetNamespace="urn:${path}" xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:tns="urn:${path}" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<types><xs:schema targetNamespace="urn:${path}" elementFormDefault="qualified">${imports}${part(0)}</xs:schema></types>
${part(1)}<portType name="${name}Port">${part(2)}</portType>
<binding name="${name}Binding" type="tns:${name}Port"><soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>${part(3)}</binding>
<service name="${name}Service"><port name="${name}Port" binding="tns:${name}Binding"><soap:address location="${address}"/></port></service>
</definitions>`;
}

interface Token {
  readonly Username?: string;
  readonly Password?: { readonly $value?: string };
  readonly Nonce?: string | { readonly $value?: string };
  readonly Created?: string;
}

function knows(
  account: SoapServerPlan['account'],
  security: { readonly UsernameToken?: Token } | undefined,
): boolean {
  const { Username, Password, Nonce = '', Created = '' } = security?.UsernameToken ?? {};
  const nonce = typeof Nonce === 'string' ? Nonce : Nonce.$value;
  const expected = passwordDigest(nonce ?? '', Created, account.password);
  return Username === account.username && Password?.$value === expected;
}

/** Starts a service on loopback. */
export async function startSoapServer(plan: SoapServerPlan): Promise<RunningSoap> {
  const server = createServer();
  await once(server.listen(plan.port, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/${plan.path}`;
  const methods = Object.fromEntries(
    plan.operations.map(({ name, run }) => [
      name,
      // The library answers with what a promise resolves to, as it does with a plain object.
      (args: SoapArguments, _: unknown, header: unknown) => run(args, header),
    ]),
  );
  const services = { [`${plan.name}Service`]: { [`${plan.name}Port`]: methods } };
  const soap = await new Promise<Server>((resolve) => {
    const ready = (_: unknown, started: Server): void => resolve(started);
    listen(server, { path: `/${plan.path}`, services, xml: soapWsdl(plan, url), callback: ready });
  });
  soap.authenticate = (security) => knows(plan.account, security);
  const [pass] = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (plan.intercept?.(request, response) !== true) pass?.call(server, request, response);
  });
  return {
    url: `${url}?wsdl`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
