/** Sends a body with a bearer token, or without one; answers status and text. */
export async function postJson(
  at: string,
  body: object,
  token: string | null,
): Promise<readonly [number, string]> {
  const headers = {
    'content-type': 'application/json',
    ...(token !== null && { authorization: `Bearer ${token}` }),
  };
  const response = await fetch(at, { method: 'POST', headers, body: JSON.stringify(body) });
  return [response.status, await response.text()];
}
