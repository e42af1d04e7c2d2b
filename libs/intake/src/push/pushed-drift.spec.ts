import { expect, test } from '@jest/globals';
import { brandAs, type Clock, type KnownCodes } from '#base/contracts';
import { Database } from '#base/postgres';
import { cloneDatabase } from '../../../../test/support/servers.js';
import { applySources } from '../apply-sources.js';
import { readSource } from '../sql/select-source.js';
import { PushedDrift } from './pushed-drift.js';

/** Every object inherits these; a department calls its columns so as well. */
const inherited: unknown = JSON.parse('{"constructor":"施工方","__proto__":"x","hasOwnProperty":null}');

const text = `
document: source
id: 370800.wsjkw.push
name: 卫健推送
connector: push
standard: internet-supervision
generation: v1
streams: [{ name: inspection, kind: inspection, mode: push, key: [ID], caseNumber: ID }]
`;

test('what a department sends is compared with what it sent before; what one row shows alone is no news', async () => {
  const clone = await cloneDatabase();
  const database = new Database({ url: clone.url, maxConnections: 2, applicationName: 'test' });
  let now = Date.parse('2026-03-02T00:00:00Z');
  const clock: Clock = { now: () => new Date(now) };
  try {
    const decree = { at: clock.now(), by: '王', why: '新接入' };
    await database.transaction((tx) => applySources(tx, [{ path: 'push.yaml', text }], decree));
    const definition = await readSource(database, brandAs('370800.wsjkw.push'));
    const [stream] = definition?.streams ?? [];
    if (definition === null || stream === undefined) throw new Error('no source');
    const known: KnownCodes = new Map([['LEVEL', new Set(['1', '2'])]]);
    const knownCodes = () => Promise.resolve(new Map([[stream.name, known]]));
    const drift = new PushedDrift({ database, clock, knownCodes });
    let id = 0;
    const send = async (more: object, count = 8): Promise<void> => {
      now += 1_000;
      const rows = Array.from({ length: count }, () => ({
        ID: `N${(id += 1)}`,
        FEE: 12,
        ROOM: '101',
        PLACE: '济宁',
        LEVEL: '1',
        ...more,
      }));
      const batch = rows.map((row) => ({
        body: Buffer.from(JSON.stringify(row)),
        operation: 'put' as const,
      }));
      // Definitions are read anew again and again: another object that says the same.
      await drift.look({ ...definition }, stream, batch);
    };
    for (let batch = 0; batch < 26; batch += 1) await send(batch % 2 === 0 ? { NOTE: '加急' } : {});
    await send({ AREA: '370811' });
    await send(Object(inherited));
    await send({ FEE: '九' });
    await send({ ROOM: 'A101', LEVEL: '2' });
    await send({ LEVEL: '9' });
    await send({ LEVEL: '8' });
    await send({ PLACE: null, ROOM: null }, 1);
    await send({ PLACE: null });
    now += 60_000;
    await send({});
    const { rows } = await database.query(
      `select kind, col, state, after -> 'codes' as codes from intake.drift order by id`,
    );
    expect(rows).toEqual([
      { kind: 'additive', col: 'AREA', state: 'noted', codes: [] },
      ...['constructor', '__proto__', 'hasOwnProperty'].map((col) => ({
        kind: 'additive',
        col,
        state: 'noted',
        codes: [],
      })),
      { kind: 'type', col: 'FEE', state: 'open', codes: [] },
      { kind: 'codes', col: 'LEVEL', state: 'open', codes: ['8', '9'] },
      { kind: 'widening', col: 'ROOM', state: 'noted', codes: [] },
      { kind: 'narrowing', col: 'PLACE', state: 'withdrawn', codes: [] },
      { kind: 'widening', col: 'PLACE', state: 'noted', codes: [] },
    ]);
  } finally {
    await database.close();
    await clone.drop();
  }
});
