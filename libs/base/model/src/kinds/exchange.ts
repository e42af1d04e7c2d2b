import type { FieldDefinition } from '#base/contracts';
import { code, field, instant, json, text } from '../field.js';

/** What every table of the front-database standard carries about the exchange itself; generation B first, then A's own columns. */
export const exchangeFields: readonly FieldDefinition[] = [
  field('reportedAt', '上报时间', instant, 'MAKETIME；UP_PRO_*.cd_time'),
  field('exchangeOperation', '交换操作', code('exchangeOperation'), 'CD_OPERATION；UP_PRO_*.cd_operation'),
  field('systemMark', '系统标识', text(100), 'SYSMARK（B 代）'),
  field('standardVersion', '标准版本', text(50), 'STDVER（A 代）'),
  field('signState', '签收状态', text(20), 'SIGNSTATE（A 代）'),
  field('extensions', '扩展字段', json, 'EXT1、EXT2、EXT3、EXT4（A 代）'),
];
