import { expect, test } from '@jest/globals';
import type { ProcessHealth } from '../processes/ask-processes.js';
import type { HubStatus } from '#libs/reporting';
import { statusText } from './status.js';

const processes: readonly ProcessHealth[] = [
  {
    process: 'collect',
    url: 'http://127.0.0.1:1',
    state: 'notReady',
    progressAt: new Date('2026-03-02T00:59:00Z'),
    reasons: ['leases：已有 60 秒没有进展'],
  },
  { process: 'relay', url: 'http://127.0.0.1:2', state: 'down', progressAt: null, reasons: ['没有答复'] },
];

function grant(name: string, expiresAt: string): HubStatus['grants'][number] {
  return { region: '370800', department: 'zjj', name, expiresAt: new Date(expiresAt) };
}

test('what does not work comes first, then the tables, what waits and what is parked after them', () => {
  const text = statusText(
    {
      settled: false,
      complete: false,
      outages: [],
      sources: [
        {
          source: '370800.zjj.front',
          name: '住建',
          connector: 'mysql',
          standard: 's',
          generation: 'A',
          state: 'enabled',
          enabled: true,
          fault: { code: 'HUB_SOURCE_DENIED', sentence: '账号被拒绝。' },
          health: {
            state: 'stopped',
            healthy: false,
            sentence: '账号被拒绝。',
            nextAt: null,
            throttledBy: null,
          },
          openDrift: 0,
          owner: null,
          read: 12,
          repeated: 3,
          unified: 10,
          unchanged: 0,
          parked: 1,
          waiting: 1,
          freshness: 61,
          progressAt: new Date('2026-03-02T00:58:00Z'),
          streams: [],
        },
      ],
      departments: [
        {
          region: '370800',
          department: 'zjj',
          name: '住建',
          role: 'supervision',
          messages: 5,
          delivered: 5,
          received: 4,
          claimed: 3,
          answered: 2,
          returned: 0,
          open: 2,
          overdue: 1,
          yellow: 1,
          red: 0,
          withoutCalendar: 0,
        },
      ],
      outbox: { messages: 2, failing: 1, oldestAge: 75 },
      fuses: [],
      holds: [],
      parked: [{ source: '370800.zjj.front', code: 'HUB_CODE_UNKNOWN', cause: 'map', parked: 1 }],
      nobodyToTell: [],
      breaches: { told: 3, ambiguous: 1 },
      routes: [{ route: 'told', cases: 5 }],
      grants: [
        grant('source.370800.zjj.front.url', '2026-03-01T16:00:00Z'),
        grant('source.370800.zjj.rest.key', '2026-03-08T16:00:00Z'),
        grant('source.370800.zjj.soap.key', '2026-12-31T16:00:00Z'),
      ],
    },
    processes,
    new Date('2026-03-02T01:00:00Z'),
  );
  expect(text.split('\n')).toEqual([
    '！进程 relay 未运行（没有答复）。',
    '',
    '来源                   状态    已读  已归一  隔离  新鲜度  最近进展',
    '─────────────────────  ──────  ────  ──────  ────  ──────  ────────',
    '370800.zjj.front 住建  已停止    12      10     1   1分钟   2分钟前',
    '',
    '部门             消息  已签收  已认领  已反馈  逾期  黄牌  红牌',
    '───────────────  ────  ──────  ──────  ──────  ────  ────  ────',
    '370800.zjj 住建     5       4       3       2     1     1     0',
    '',
    '进程     状态    最近进展  原因',
    '───────  ──────  ────────  ──────────────────────────',
    'collect  未就绪   1分钟前  leases：已有 60 秒没有进展',
    'relay    未运行         —  没有答复',
    '',
    '隔离  来源              环节  原因              代码',
    '────  ────────────────  ────  ────────────────  ────────────────',
    '   1  370800.zjj.front  映射  代码不在代码表内  HUB_CODE_UNKNOWN',
    '',
    '授权已过期：370800.zjj 的 source.370800.zjj.front.url，请立即联系部门续期',
    '授权将到期：370800.zjj 的 source.370800.zjj.rest.key 还有 7 天',
    '待归一 1 条；待投递 2 条（最久 1分钟，其中 1 条投递受阻）',
    '办件：已告知 5',
    '监管发现：已告知 3，须人工确认 1',
    '因尚无官方日历而未定时限的投递 0 条',
    '来源 370800.zjj.front 已停止：账号被拒绝。（正在重试）',
    '有进程没有在工作（见开头），以上只是最近一次所知，不能断定已读完、归一或投递。',
  ]);
});
