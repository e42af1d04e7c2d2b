import { createHash } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { brandAs, type DepartmentRef } from '#base/contracts';
import { attachable } from '#base/postgres';
import {
  letter,
  linkKey,
  openOffice,
  pdf,
  type DocumentsOffice,
} from '../../../test/support/documents-office.js';
import { bureau, housing, type FeedbackDesk } from '../../../test/support/feedback-desk.js';
import { plannedMessage } from '../../../test/support/messages.js';
import { Attachments, DocumentsDesk, removeUnnamed, type Attachment, type DocumentParts } from './index.js';

let opened: DocumentsOffice;
let desk: FeedbackDesk;
let parts: DocumentParts;
let office: DocumentsDesk;

beforeAll(async () => {
  opened = await openOffice();
  ({ desk, parts } = opened);
  office = new DocumentsDesk(parts);
});
afterAll(() => opened.close());

test('a link opens what it names until it ends, through a change of keys; nothing else opens, and damage is never given out', async () => {
  const attachments = new Attachments(parts);
  await office.publish(letter);
  const sha256 = createHash('sha256').update(pdf).digest('hex');
  const made = await attachments.link(sha256);
  const query = new URLSearchParams(made?.link.split('?')[1] ?? '');
  const shown = (name: string): string => query.get(name) ?? '';
  const link = { sha256, name: shown('name'), until: shown('until'), signature: shown('signature') };
  opened.keys = [linkKey(2), linkKey(1)];
  const content = await attachments.open(link);
  expect(content).toMatchObject({ name: '通知.pdf', mediaType: 'application/pdf' });
  expect(Buffer.from(content?.bytes ?? []).equals(pdf)).toBe(true);
  const forged = [
    { name: '别的.pdf' },
    { until: String(Number(link.until) + 1) },
    { signature: 'x' },
    { until: 'x' },
  ];
  for (const change of forged) expect(await attachments.open({ ...link, ...change })).toBeNull();
  expect(await attachments.link('0'.repeat(64))).toBeNull();
  const path = join(opened.folder, sha256.slice(0, 2), sha256.slice(2, 4));
  expect(await readdir(path)).toEqual([sha256]);
  await writeFile(join(path, sha256), 'damaged');
  await expect(attachments.open(link)).rejects.toMatchObject({ code: 'HUB_ATTACHMENT_DAMAGED' });
  desk.after(2);
  expect(await attachments.open(link)).toBeNull();
  opened.keys = [];
  expect(await attachments.link(sha256)).toBeNull();
});

/** An upload of a department; its text makes the content. */
function uploaded(owner: DepartmentRef, text: string): Promise<Attachment> {
  const bytes = Buffer.from(`%PDF-1.7 ${text}`);
  const chunks = (async function* () {
    yield bytes;
  })();
  return new Attachments(parts).take({ name: '附件.pdf', chunks }, { owner, by: '李' });
}

const publish = (attached: Attachment) =>
  office.publish({
    ...letter,
    to: { regions: [brandAs('370800')], items: [] },
    files: [],
    uploaded: [attached],
  });
const foreign = { code: 'HUB_ATTACHMENT_FOREIGN', sentence: expect.stringContaining('不是本部门上传的') };

test('only who uploaded a content, or was sent it, may attach it, whichever way they speak; a digest alone is worth nothing', async () => {
  const [secret, shared] = [await uploaded(bureau, '内部'), await uploaded(housing, '共享')];
  await expect(publish(secret)).rejects.toMatchObject(foreign);
  await expect(publish({ ...secret, sha256: '0'.repeat(64) })).rejects.toMatchObject(foreign);
  const stolen = {
    type: 'document-sync' as const,
    body: { ...letter.body, attachments: [secret] },
    headers: { ce_subject: 'STOLEN' },
  };
  expect(await desk.reply(housing, stolen)).toEqual(['not-allowed']);
  expect(
    await desk.rows("select code, sentence from ops.parked where body like '%' || '" + secret.sha256 + "%'"),
  ).toEqual([foreign]);
  const question = {
    type: 'written-opinion-request' as const,
    body: {
      purpose: 'NATIONAL_DECISION',
      addressee: '国家主管部门',
      question: '附件是否完备',
      answerBy: '2026-12-09',
      attachments: [shared],
    },
    headers: { ce_recipient: '370800.zjj', ce_subject: 'SHARED' },
  };
  expect(await publish(shared)).toMatchObject({ done: true });
  expect(await desk.reply(bureau, question)).toEqual(['not-allowed']);
  await desk.send();
  expect(await desk.reply(bureau, question)).toEqual(['accepted']);
});

test('an upload that nothing names is removed after its days; one that is being attached stays, one that comes again is back', async () => {
  const [attached, forgotten] = [await uploaded(housing, '要用的'), await uploaded(housing, '忘了的')];
  const kept = async (one: Attachment): Promise<boolean> => (await parts.store.get(one.sha256)) !== null;
  desk.after(6 * 24);
  await removeUnnamed(parts);
  expect([await kept(attached), await kept(forgotten)]).toEqual([true, true]);
  desk.after(2 * 24);
  const message = plannedMessage({ from: housing, createdAt: desk.now, body: { attachments: [attached] } });
  const [held, removed] = [Promise.withResolvers<ReadonlySet<string>>(), Promise.withResolvers<void>()];
  const attaching = desk.database.transaction(async (tx) => {
    held.resolve(await attachable(tx, [housing], [attached.sha256]));
    await removed.promise;
    await desk.writer.write(tx, [message]);
  });
  expect(await held.promise).toEqual(new Set([attached.sha256]));
  // At the same time: whatever else is old goes, and what is held there does not.
  expect(await removeUnnamed(parts)).toBeGreaterThan(0);
  removed.resolve();
  await attaching;
  expect(await removeUnnamed(parts)).toBe(0);
  expect([await kept(attached), await kept(forgotten)]).toEqual([true, false]);
  await expect(publish(forgotten)).rejects.toMatchObject(foreign);
  expect(await uploaded(housing, '忘了的')).toEqual(forgotten);
  expect(await publish(forgotten)).toMatchObject({ done: true });
  desk.after(30 * 24);
  expect(await removeUnnamed(parts)).toBe(0);
});

test('a removal that broke off is ended later; until then nobody attaches the content, and an upload brings it back', async () => {
  const [first, second] = [await uploaded(housing, '断一'), await uploaded(housing, '断二')];
  desk.after(8 * 24);
  const broken = { ...parts.store, remove: () => Promise.reject(new Error('away')) };
  await expect(removeUnnamed({ ...parts, store: broken })).rejects.toThrow('away');
  await expect(publish(first)).rejects.toMatchObject(foreign);
  expect(await uploaded(housing, '断二')).toEqual(second);
  expect(await removeUnnamed(parts)).toBe(1);
  expect(await publish(second)).toMatchObject({ done: true });
});
