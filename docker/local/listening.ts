import { connect } from 'node:net';

const patienceMs = 1_000;
const defaultPorts: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443, 'sftp:': 22 };

/** The content of endpoints with `up` beside every address: whether somebody listens there at this moment. */
export async function listening(content: Readonly<Record<string, unknown>>): Promise<object> {
  const known = new Map<string, Promise<boolean>>();
  const answers = (url: string): Promise<boolean> => {
    const { hostname, port, protocol } = new URL(url);
    const number = port === '' ? (defaultPorts[protocol] ?? 0) : Number(port);
    const place = `${hostname}:${number}`;
    const asked = known.get(place) ?? accepts(hostname, number);
    known.set(place, asked);
    return asked;
  };
  const marked = async (value: unknown): Promise<unknown> => {
    if (Array.isArray(value)) return Promise.all(value.map(marked));
    if (typeof value !== 'object' || value === null) return value;
    const entries = await Promise.all(
      Object.entries(value).map(async ([name, inner]) => [name, await marked(inner)] as const),
    );
    const address = Object.entries(value).find(
      ([name, inner]) => name === 'url' && URL.canParse(String(inner)),
    );
    const up = address === undefined ? {} : { up: await answers(String(address[1])) };
    return { ...Object.fromEntries(entries), ...up };
  };
  return (await marked(content)) as object;
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: host.replace(/^\[|\]$/g, ''), port, timeout: patienceMs });
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.on('error', () => end(false));
  });
}
