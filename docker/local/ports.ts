import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { randomInt } from 'node:crypto';

/** Whether nobody listens on this loopback port. */
export async function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1' }, () => probe.close(() => resolve(true)));
  });
}

/** Hands out free loopback ports, the same one for the same name as long as it stays free. */
export interface Ports {
  take(name: string, preferred: number): Promise<number>;
}

/**
 * Ports remembered in `file` between runs; a remembered or preferred port that somebody else holds is replaced, and said so.
 * Replacements lie below the kernel's range for outgoing connections, which could otherwise sit on a port while its server restarts.
 */
export async function rememberedPorts(file: string, say: (sentence: string) => void): Promise<Ports> {
  const book = new Map<string, number>(Object.entries(await readBook(file)));
  return {
    async take(name, preferred) {
      const wanted = book.get(name) ?? preferred;
      const port = (await isFree(wanted)) ? wanted : await anyFreePort(new Set(book.values()));
      if (port !== wanted) say(`端口 ${wanted}（${name}）已被其他程序占用，改用 ${port}。`);
      book.set(name, port);
      writeFileSync(file, JSON.stringify(Object.fromEntries(book), null, 2));
      return port;
    },
  };
}

/** Ports for one test run: free ones, never twice the same, remembered nowhere. */
export function passingPorts(): Ports {
  const taken = new Set<number>();
  return {
    async take() {
      const port = await anyFreePort(taken);
      taken.add(port);
      return port;
    },
  };
}

async function anyFreePort(except: ReadonlySet<number>): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    if (!except.has(port) && (await isFree(port))) return port;
  }
}

async function readBook(file: string): Promise<Record<string, number>> {
  const text = await readFile(file, 'utf8').catch(() => '{}');
  const pairs = [...text.matchAll(/"([^"]+)":\s*(\d+)/g)];
  return Object.fromEntries(pairs.map(([, name, port]) => [name, Number(port)]));
}
