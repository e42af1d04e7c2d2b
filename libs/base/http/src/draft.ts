/** A request that is being prepared: parameters go into the query, a JSON body or a form body. */
export interface Draft {
  readonly method: 'GET' | 'POST';
  /** Without query. */
  readonly url: URL;
  readonly parameters: Readonly<Record<string, string>>;
  readonly place: 'query' | 'json' | 'form';
  readonly headers: Readonly<Record<string, string>>;
  /** What is sent as JSON in place of the parameters, where a signature wraps them. */
  readonly envelope?: Readonly<Record<string, unknown>>;
}

/** A request as it goes over the wire. */
export interface Printed {
  readonly url: URL;
  readonly body: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** A GET of an address that may carry a query of its own. */
export function draftOf(address: URL, parameters: Readonly<Record<string, string>> = {}): Draft {
  const url = new URL(address);
  const own = Object.fromEntries(url.searchParams);
  url.search = '';
  return { method: 'GET', url, parameters: { ...own, ...parameters }, place: 'query', headers: {} };
}

/** The same request with more headers. */
export function withHeaders(draft: Draft, headers: Readonly<Record<string, string>>): Draft {
  return { ...draft, headers: { ...draft.headers, ...headers } };
}

/** The same request with more parameters. */
export function withParameters(draft: Draft, parameters: Readonly<Record<string, string>>): Draft {
  return { ...draft, parameters: { ...draft.parameters, ...parameters } };
}

/** Prints a request. */
export function printed({ url, parameters, place, headers, envelope }: Draft): Printed {
  if (place === 'query') {
    const target = new URL(url);
    for (const [name, value] of Object.entries(parameters)) target.searchParams.set(name, value);
    return { url: target, body: null, headers };
  }
  if (place === 'form') {
    const type = 'application/x-www-form-urlencoded; charset=utf-8';
    return {
      url,
      body: new URLSearchParams(parameters).toString(),
      headers: { ...headers, 'content-type': type },
    };
  }
  const type = 'application/json; charset=utf-8';
  return { url, body: JSON.stringify(envelope ?? parameters), headers: { ...headers, 'content-type': type } };
}
