import { expect, test } from '@jest/globals';
import { grantsWriting } from './mysql.grants.js';

test.each([
  ['GRANT USAGE ON *.* TO `hub_reader`@`%`', false],
  ['GRANT SELECT ON `zjj_front`.* TO `hub_reader`@`%`', false],
  ['GRANT SELECT, INSERT, UPDATE ON `test\\_%`.* TO PUBLIC', false],
  ['GRANT ALL PRIVILEGES ON *.* TO `root`@`%` WITH GRANT OPTION', true],
  ['GRANT SELECT, DELETE ON `zjj\\_front`.* TO `hub_reader`@`%`', true],
  ['GRANT SELECT, UPDATE ON `zjj_%`.* TO `hub_reader`@`%`', true],
  ['GRANT UPDATE ON `zjj_front`.`ea_jc_step_done` TO `hub_reader`@`%`', true],
  ['GRANT UPDATE ON `zjj_front`.`PRE_FILE` TO `hub_reader`@`%`', false],
])('%s: may write %p', (line, may) => {
  expect(grantsWriting(line, 'zjj_front', 'EA_JC_STEP_DONE')).toBe(may);
});
