import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { kafkaSettings, departmentAccount, withAccount } from '#base/kafka';
import { Database } from '#base/postgres';
import type { Secrets } from '#base/secrets';
import type { Settings } from '#base/settings';
import { sampleDepartments } from '../departments/departments.js';
import { growRecords, type LivingDepartment } from '../departments/grow-records.js';
import { RecordShelf } from '../departments/record-shelf.js';
import { approvalSystem, housingSystem, type SamplePolicy } from '../generator/index.js';
import { openNationalSystems } from '../national/national-systems.js';
import { openFront } from '../samples.js';
import { Chronicle } from './chronicle.js';
import { Desk } from './desk.js';
import { growCases } from './grow-cases.js';
import { Licences } from './licences.js';
import { pause } from './pause.js';
import { makeDiary } from './sql/make-diary.js';
import { workDiary } from './work-diary.js';

/** What the living samples need. */
export interface LiveWish {
  /** Where the departments keep files. */
  readonly folder: string;
  /** Nothing new is written before this file is there; null waits for nothing. */
  readonly growAfter: string | null;
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly policy: SamplePolicy;
  say(line: string): void;
}

const tellEveryMs = 1_000;

/** Lets the sample departments live until the signal: cases grow in both systems, every department works through its topic. */
export async function live(wish: LiveWish, signal: AbortSignal): Promise<void> {
  const chronicle = new Chronicle((line) => wish.say(line));
  const database = new Database({
    url: wish.secrets.secret(`sandbox.${approvalSystem.source}.url`),
    maxConnections: 4,
    applicationName: 'sandbox',
  });
  const places = [
    { system: approvalSystem, title: '审批局系统', front: openFront(approvalSystem, wish.secrets) },
    { system: housingSystem, title: '住建局系统', front: openFront(housingSystem, wish.secrets) },
  ];
  const shelf = new RecordShelf(database);
  await Promise.all([makeDiary(database), shelf.make()]);
  const living = await openDepartments(wish, shelf);
  const national = await openNationalSystems(wish.secrets);
  const desks = openDesks(wish, database, chronicle);
  for (const desk of desks) desk.start();
  wish.say(
    `示例部门已开始运转：${desks.length} 个部门收件，2 个系统产生办件，${living.length} 个部门开放自有系统。`,
  );
  const grow = async (): Promise<void> => {
    await fileThere(wish.growAfter, signal);
    const tools = { shelf, policy: wish.policy, chronicle, licences: new Licences() };
    await Promise.all([growCases(places, tools, signal), growRecords(living, tools, signal)]);
  };
  await Promise.all([grow(), workDiary(database, desks, signal), tellNews(chronicle, signal)]);
  await Promise.all([...desks.map((desk) => desk.stop()), ...living.map(({ system }) => system.close())]);
  await Promise.all(national.map((system) => system.close()));
  await Promise.all([database.close(), ...places.map(({ front }) => front.close())]);
  wish.say('示例部门已停止。');
}

async function openDepartments(
  { secrets, folder }: LiveWish,
  shelf: RecordShelf,
): Promise<readonly LivingDepartment[]> {
  return Promise.all(
    sampleDepartments.map(async (department) => {
      const place = { shelf, secrets, folder: join(folder, department.name) };
      return { department, system: await department.open(place) };
    }),
  );
}

async function fileThere(path: string | null, signal: AbortSignal): Promise<void> {
  if (path === null) return;
  while (!existsSync(path) && !signal.aborted) await pause(tellEveryMs, signal);
}

function openDesks(wish: LiveWish, database: Database, chronicle: Chronicle): readonly Desk[] {
  return wish.policy.departments.map((department) => {
    const account = departmentAccount(department);
    const base = kafkaSettings(wish.settings.kafka, `sandbox-${account}`, wish.settings.topic.prefix);
    const kafka = withAccount(base, account, wish.secrets.secret(`kafka.${account}`));
    return new Desk(department, { kafka, database, chronicle });
  });
}

async function tellNews(chronicle: Chronicle, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await pause(tellEveryMs, signal);
    chronicle.tell();
  }
}
