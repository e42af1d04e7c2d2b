import { createClientAsync, WSSecurity, type Client, type ISoapMethod } from 'soap';
import { HubError, ownField, type Clock, type SourceBudget } from '#base/contracts';
import { waitToRetry } from '#base/http';
import { soapFault } from './faults.js';
import type { SoapSourceSettings } from './settings.js';
import { textWithSecrets, type Template } from './template.js';
import { originOf, SoapTransport, type Reply } from './transport.js';
import { importsOf } from './schema.js';
import { escapeXml, parseXml, type XmlNode } from './xml.js';

/** A department's service, its WSDL read. */
export interface SoapService {
  /** Calls an operation; the answer is as it came. Faults of the way are thrown, SOAP faults are the caller's to read. */
  call(method: ISoapMethod, args: Template, signal: AbortSignal): Promise<Reply>;
  /** Finds an operation, in a port or in the first that has it; throws HUB_SOURCE_INVALID when there is none. */
  find(operation: string, port: string | undefined): ISoapMethod;
  /** By how much the service's clock is ahead of ours, in milliseconds, to the second. */
  skewMs(): number;
  /** The WSDL and the files it brings, as they are now. */
  describe(signal: AbortSignal): Promise<readonly XmlNode[]>;
  close(): void;
}

/** What opening needs; `secret` resolves a secret's name. */
export interface ServicePlan {
  readonly source: string;
  readonly settings: SoapSourceSettings;
  readonly budget: SourceBudget;
  readonly secret: (name: string) => string;
  readonly clock: Clock;
}

/** Reads the WSDL and readies the client with header, token and address; throws HUB_SOURCE_* when it cannot. */
export async function openService(plan: ServicePlan): Promise<SoapService> {
  const { source, settings, budget, secret, clock } = plan;
  const wsdl = secret(settings.connection?.secret ?? `source.${source}.url`);
  const home = originOf(wsdl);
  if (home === '') throw soapFault(source, 'wsdl');
  const named = settings.endpoint === undefined ? [] : [originOf(settings.endpoint)];
  const transport = new SoapTransport(
    {
      source,
      origins: new Set([home, ...named]),
      timeoutMs: Math.min(settings.timeout, budget.longestQueryMs ?? settings.timeout),
      connections: budget.connections ?? null,
      responseBytes: settings.limits.responseBytes,
    },
    clock,
  );
  const client = await patiently(settings.retry, () => readyClient(plan, wsdl, transport)).catch(
    (cause: unknown) => {
      transport.close();
      throw cause;
    },
  );
  return {
    find: (operation, port) => findMethod(source, client, operation, port),
    call: (method, args, signal) =>
      new Promise((resolve, reject) => {
        const done = (error: unknown): void => {
          if (error !== null && error !== undefined) reject(asHubError(source, error, 'cut'));
        };
        try {
          method(args, done, { signal, deliver: resolve });
        } catch (cause) {
          reject(asHubError(source, cause, 'operation'));
        }
      }),
    skewMs: () => transport.skewMs,
    describe: (signal) => describe(source, wsdl, transport, signal),
    close: () => transport.close(),
  };
}

/* A service that is busy when its description is asked for is waited out as well. */
async function patiently<T>(retry: SoapSourceSettings['retry'], work: () => Promise<T>): Promise<T> {
  const never = new AbortController().signal;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (cause) {
      await waitToRetry(cause, attempt, retry, never);
    }
  }
}

async function readyClient(plan: ServicePlan, wsdl: string, transport: SoapTransport): Promise<Client> {
  const { source, settings, secret } = plan;
  const client = await readWsdl(source, wsdl, transport, settings.version === '1.2');
  if (settings.header !== undefined) client.addSoapHeader(headerXml(settings.header, secret));
  if (settings.security !== undefined) client.setSecurity(tokenOf(settings.security, secret));
  client.setEndpoint(settings.endpoint ?? ownEndpoint(source, client, originOf(wsdl)));
  return client;
}

async function readWsdl(
  source: string,
  url: string,
  transport: SoapTransport,
  soap12: boolean,
): Promise<Client> {
  // Without this an imported file could be named by any scheme, local files included.
  const overrideImportLocation = (location: string): string => {
    if (originOf(location) !== originOf(url)) throw soapFault(source, 'foreign');
    return location;
  };
  try {
    return await createClientAsync(url, {
      httpClient: transport,
      disableCache: true,
      forceSoap12Headers: soap12,
      wsdl_options: { overrideImportLocation },
    });
  } catch (cause) {
    throw asHubError(source, cause, 'wsdl');
  }
}

/** No description has more files than this. */
const mostFiles = 50;

async function describe(
  source: string,
  wsdl: string,
  transport: SoapTransport,
  signal: AbortSignal,
): Promise<readonly XmlNode[]> {
  const waiting = new Set([wsdl]);
  const documents: XmlNode[] = [];
  for (const address of waiting) {
    if (waiting.size > mostFiles) throw soapFault(source, 'wsdl');
    const parsed = parseXml(await transport.description(address, signal));
    if ('refused' in parsed) throw soapFault(source, 'wsdl');
    documents.push(parsed.root);
    // An address that is none leads to no host, which the transport refuses.
    for (const location of importsOf(parsed.root)) waiting.add(URL.parse(location, address)?.href ?? '');
  }
  return documents;
}

function asHubError(source: string, cause: unknown, reason: 'wsdl' | 'operation' | 'cut'): HubError {
  return cause instanceof HubError ? cause : soapFault(source, reason);
}

function portsOf(client: Client): readonly (readonly [string, string, { readonly location: string }])[] {
  return Object.entries(client.wsdl.definitions.services).flatMap(([service, { ports }]) =>
    Object.entries(ports).map(([port, described]) => [service, port, described] as const),
  );
}

/** The credentials go to nobody the operator has not named: an address on another host must be written down. */
function ownEndpoint(source: string, client: Client, home: string): string {
  const ports = portsOf(client);
  const location = ports.map(([, , port]) => port.location).find((address) => originOf(address) === home);
  if (location !== undefined) return location;
  throw soapFault(source, ports.length === 0 ? 'wsdl' : 'foreign');
}

function findMethod(
  source: string,
  client: Client,
  operation: string,
  wanted: string | undefined,
): ISoapMethod {
  for (const [service, port] of portsOf(client)) {
    if (wanted !== undefined && wanted !== port) continue;
    const methods: Readonly<Record<string, ISoapMethod>> = ownField(client, service)?.[port] ?? {};
    const method = ownField(methods, operation);
    if (method !== undefined) return method;
  }
  throw soapFault(source, 'operation', { operation });
}

function tokenOf(
  security: NonNullable<SoapSourceSettings['security']>,
  secret: (name: string) => string,
): WSSecurity {
  return new WSSecurity(security.username, secret(security.passwordSecret), {
    passwordType: security.passwordType === 'digest' ? 'PasswordDigest' : 'PasswordText',
    hasTimeStamp: security.timestamp,
    hasTokenCreated: true,
  });
}

function headerXml(
  header: NonNullable<SoapSourceSettings['header']>,
  secret: (name: string) => string,
): string {
  const namespace = header.namespace === undefined ? '' : ` xmlns="${escapeXml(header.namespace)}"`;
  const inner = Object.entries(header.values).map(
    ([name, value]) => `<${name}>${escapeXml(textWithSecrets(value, secret))}</${name}>`,
  );
  return `<${header.element}${namespace}>${inner.join('')}</${header.element}>`;
}
