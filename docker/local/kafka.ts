import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { kafkaProperties } from './kafka-properties.js';
import { fetched } from './maven.js';
import { keptPassword, writePrivately } from './password.js';
import { folder, repository } from './places.js';
import { isFree } from './ports.js';
import { runOnce } from './run-once.js';
import { clearLeftover, startServer, type ServerHandle } from './server.js';
import { javaCommand, needJava } from './toolchain.js';

/** A Kafka 4.3 of our own (KRaft, SCRAM, ACLs). `admin` is its only super user. */
export interface LocalKafka extends ServerHandle {
  readonly brokers: string;
  readonly admin: { readonly username: string; readonly password: string };
}

/*
 * While a set comes up the broker runs thousands of methods a few times each: compiled plainly and collected by one thread, that takes a
 * third less of the processor, and on two cores it carries a load no worse, since the optimising compiler would take its share from it.
 */
const livesLightly = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];

/** Where it lives; the ports are asked for after leftovers of a killed run are gone. */
export interface KafkaPlace {
  readonly dir: string;
  readonly logFile: string;
  ports(): Promise<{ readonly client: number; readonly controller: number }>;
  say(sentence: string): void;
}

/** Starts one broker in a folder: formats it on first use, clears what a killed run left, and waits until it serves. */
export async function startKafka(place: KafkaPlace): Promise<LocalKafka> {
  folder(place.dir);
  await needJava((sentence) => place.say(sentence));
  const classPath = join(await fetched('kafka', (sentence) => place.say(sentence)), '*');
  await clearLeftover(place.dir, 'SIGTERM');
  const password = await keptPassword(join(place.dir, 'password'));
  const ports = await place.ports();
  const properties = join(place.dir, 'server.properties');
  const data = join(place.dir, 'data');
  await writePrivately(properties, kafkaProperties({ ports, data, password }));
  await format({ classPath, properties, data, password });
  const logging = join(repository, 'docker', 'local', 'kafka-log4j2.properties');
  const handle = await startServer({
    name: 'kafka',
    title: 'Kafka ',
    command: javaCommand(),
    args: [
      '-Xms256m',
      '-Xmx512m',
      ...livesLightly,
      '-Djava.awt.headless=true',
      `-Dlog4j2.configurationFile=${logging}`,
    ].concat(['-cp', classPath, 'kafka.Kafka', properties]),
    dir: place.dir,
    port: ports.client,
    logFile: place.logFile,
    stopSignal: 'SIGTERM',
    graceMs: 20_000,
    guardDelaySeconds: 3,
    ready: async () =>
      !(await isFree(ports.client)) &&
      (await readFile(place.logFile, 'utf8')).includes('Kafka Server started'),
  });
  return { ...handle, brokers: `127.0.0.1:${ports.client}`, admin: { username: 'admin', password } };
}

interface Storage {
  readonly classPath: string;
  readonly properties: string;
  readonly data: string;
  readonly password: string;
}

async function format({ classPath, properties, data, password }: Storage): Promise<void> {
  const stamp = join(data, 'bootstrap.checkpoint');
  if (existsSync(join(data, 'meta.properties')) && existsSync(stamp)) return;
  await rm(data, { recursive: true, force: true });
  // An id that begins with a dash would be read as an option.
  const random = Buffer.from(crypto.randomUUID().replaceAll('-', ''), 'hex').toString('base64url');
  const cluster = random.replace(/^-/, 'A');
  await runOnce({
    title: 'Kafka 存储初始化',
    command: javaCommand(),
    args: [
      '-Xmx128m',
      '-XX:TieredStopAtLevel=1',
      '-cp',
      classPath,
      'kafka.tools.StorageTool',
      'format',
      '-t',
      cluster,
    ].concat(['-c', properties, '--add-scram', `SCRAM-SHA-512=[name=admin,password=${password}]`]),
  });
}
