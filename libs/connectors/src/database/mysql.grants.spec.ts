import { expect, test } from '@jest/globals';
import { mayWrite, mysqlExcess, parseGrant, type Grant } from './mysql.grants.js';

function grants(...lines: readonly string[]): readonly Grant[] {
  return lines.flatMap((line) => parseGrant(line) ?? []);
}

test.each([
  ['GRANT USAGE ON *.* TO `hub_reader`@`%`', false],
  ['GRANT SELECT ON `zjj_front`.* TO `hub_reader`@`%`', false],
  ['GRANT SELECT, INSERT, UPDATE ON `test\\_%`.* TO PUBLIC', false],
  ['GRANT ALL PRIVILEGES ON *.* TO `root`@`%` WITH GRANT OPTION', true],
  ['GRANT SELECT, DELETE ON `zjj\\_front`.* TO `hub_reader`@`%`', true],
  ['GRANT SELECT, UPDATE ON `zjj_%`.* TO `hub_reader`@`%`', true],
  ['GRANT UPDATE ON `zjj_front`.`ea_jc_step_done` TO `hub_reader`@`%`', true],
  ['GRANT UPDATE (`SYNC`) ON `zjj_front`.`ea_jc_step_done` TO `hub_reader`@`%`', true],
  ['GRANT UPDATE ON `zjj_front`.`PRE_FILE` TO `hub_reader`@`%`', false],
])('%s: may write %p', (line, may) => {
  expect(mayWrite(grants(line), 'zjj_front', 'EA_JC_STEP_DONE')).toBe(may);
});

const seen = [
  { schema: 'zjj_front', table: 'DONE', needed: true },
  { schema: 'zjj_front', table: 'PRE_FILE', needed: false },
  { schema: 'hr', table: 'STAFF', needed: false },
];
const excesses: readonly (readonly [string, string])[] = [
  ['GRANT USAGE ON *.* TO `a`@`%`', ''],
  ['GRANT SELECT ON `zjj_front`.`DONE` TO `a`@`%`', ''],
  ['GRANT SELECT, SHOW VIEW ON `zjj\\_front`.* TO `a`@`%`', 'read zjj_front.PRE_FILE'],
  ['GRANT SELECT (`A`, `B`) ON `hr`.`STAFF` TO `a`@`%`', 'read hr.STAFF'],
  ['GRANT INSERT, DELETE ON `zjj_front`.`DONE` TO `a`@`%`', 'insert zjj_front.DONE; delete zjj_front.DONE'],
  ['GRANT DROP, CREATE ON `hr`.* TO `a`@`%`', 'truncate hr.STAFF; drop hr.STAFF; create hr.*'],
  ['GRANT FILE, PROCESS ON *.* TO `a`@`%`', 'server FILE,PROCESS'],
  ['GRANT SELECT ON `zjj_front`.`DONE` TO `a`@`%` WITH GRANT OPTION', 'server GRANT OPTION zjj_front.DONE'],
];

test.each(excesses)('%s: beyond what it must, %p', (line, expected) => {
  const found = mysqlExcess(grants(line), seen, false);
  expect(found.map(({ right, objects }) => `${right} ${objects.join(',')}`).join('; ')).toBe(expected);
});

test('where flags are written back, updating those tables is no excess, updating others is', () => {
  const update = grants('GRANT UPDATE ON `zjj_front`.* TO `a`@`%`');
  expect(mysqlExcess(update, seen, true)).toEqual([
    { right: 'update', count: 1, objects: ['zjj_front.PRE_FILE'] },
  ]);
});
