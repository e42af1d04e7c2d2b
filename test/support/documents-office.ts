import { createSecretKey, randomUUID, type KeyObject } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brandAs, type DepartmentRef, type PolicySnapshot } from '#base/contracts';
import { FolderStore, type DocumentParts, type Publication } from '#libs/documents';
import { bureau, FeedbackDesk, housing } from './feedback-desk.js';
import { policyWith, routeInput } from './routing-case.js';

/** The approval bureau of a region. */
export const bureauOf = (region: string): DepartmentRef => ({
  region: brandAs(region),
  department: bureau.department,
});

const cities = ['370800', '370811', '370881', '371000'];
const party = (ref: DepartmentRef, role: 'approval' | 'supervision') => ({
  ...ref,
  name: '',
  uscc: '',
  role,
  partitions: 1,
});

/** A city with two counties and another city, each with its bureau; 曲阜市 was not handed the item over. */
export const snapshot: PolicySnapshot = {
  ...policyWith([]),
  departments: cities.map((region) => party(bureauOf(region), 'approval')),
  department: (ref) =>
    ref.department === 'nobody'
      ? null
      : party(ref, ref.department === bureau.department ? 'approval' : 'supervision'),
  approvalBureau: (region) => (cities.includes(region) ? party(bureauOf(region), 'approval') : null),
  transferred: (region, item) => region !== '370881' && item === 'drainage-permit',
};

/** A PDF, as far as its beginning goes. */
export const pdf = Buffer.from('%PDF-1.7 正文');

/** A document with a file for every bureau that the item concerns. */
export const letter: Publication = {
  kind: 'document-sync',
  from: housing,
  to: { regions: [], items: [brandAs('drainage-permit')] },
  body: { title: '关于后续监管的通知', issuedOn: '2026-11-20', issuer: '市住建局', summary: '明确检查频次' },
  files: [{ name: '通知.pdf', bytes: pdf }],
  about: null,
  item: null,
  by: '李',
};

/** Where documents are published, with a folder and a desk of its own; `keys` are those links are signed with. */
export interface DocumentsOffice {
  readonly desk: FeedbackDesk;
  readonly folder: string;
  readonly parts: DocumentParts;
  keys: readonly KeyObject[];
  close(): Promise<void>;
}

/** One key of the two that a test may sign with. */
export const linkKey = (place: number): KeyObject => createSecretKey(Buffer.alloc(32, place));

/** Opens one. */
export async function openOffice(): Promise<DocumentsOffice> {
  const desk = await FeedbackDesk.open();
  const folder = await mkdtemp(join(tmpdir(), 'hub-documents-'));
  const { planDeadline } = routeInput({});
  const opened: DocumentsOffice = {
    desk,
    folder,
    keys: [linkKey(1)],
    parts: {
      database: desk.database,
      writer: desk.writer,
      store: new FolderStore(folder),
      policy: async () => ({ snapshot, planDeadline }),
      linkKeys: async () => opened.keys,
      maxFileBytes: 1_000,
      linkMinutes: 60,
      keepUnnamedDays: 7,
      clock: { now: () => desk.now },
      newId: randomUUID,
    },
    close: async () => {
      await desk.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return opened;
}
