import { caseStateTitles } from '#base/contracts';
import { code, document, fields, instant, text, textOrNull, type MessageSchema } from './schema.js';

/** 办件状态同步: a case moved; told near real time to whom a memorandum says. */
export const statusSync: MessageSchema = {
  schema: document(
    'status-sync',
    fields(
      '办件状态同步',
      {
        source: text('数据源', 100),
        caseNumber: text('办件编号', 50),
        item: textOrNull('事项编码'),
        state: code('状态', caseStateTitles),
        result: textOrNull('办结结果'),
        changedAt: instant('变化时间'),
      },
      { required: ['source', 'caseNumber', 'state', 'changedAt'], open: true },
    ),
  ),
  examples: [
    {
      source: '370800.xzspj.front',
      caseNumber: '370800202611230005',
      item: 'drainage-permit',
      state: 'ACCEPTED',
      result: null,
      changedAt: '2026-11-23T10:30:00+08:00',
    },
  ],
};
