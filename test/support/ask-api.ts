/** Asks an address of the API (`POST documents`) with a token; a buffer goes as a file, anything else as JSON. Answers status and body. */
export async function askApi<Answer = unknown>(
  url: string,
  token: string,
  route: string,
  body: object | null = null,
): Promise<readonly [number, Answer]> {
  const [method = '', path = ''] = route.split(' ');
  const file = body instanceof Buffer;
  const response = await fetch(`${url}/api/v1/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== null && { 'content-type': file ? 'application/octet-stream' : 'application/json' }),
    },
    ...(body !== null && { body: file ? new Uint8Array(body) : JSON.stringify(body) }),
  });
  return [response.status, (await response.json()) as Answer];
}
