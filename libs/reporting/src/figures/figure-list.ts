/** A figure of the report: its Chinese title and what exactly it counts. */
export interface Figure {
  readonly name: FigureName;
  readonly title: string;
  readonly meaning: string;
}

/** Every figure, in the order reports show them; the names are those of `feedback.figure_rows`. */
export const figureNames = [
  'pushed',
  'pending',
  'received',
  'unreceived',
  'claimed',
  'unclaimed',
  'returned',
  'answered',
  'unanswered',
  'overdue',
  'onTime',
  'late',
  'warned',
  'urged',
  'yellow',
  'red',
  'supportAsked',
  'supportOnTime',
  'supportLate',
  'documents',
  'documentsRead',
  'documentsUnread',
  'commitmentUnchecked',
  'withoutCalendar',
] as const;
export type FigureName = (typeof figureNames)[number];

const said: Readonly<Record<FigureName, readonly [title: string, meaning: string]>> = {
  pushed: ['推送', '已送达部门的消息，不含催办、督办'],
  pending: ['待投递', '已生成、尚未送达'],
  received: ['已签收', '部门已回签收（认领、反馈视同签收）'],
  unreceived: ['未签收', '须签收而尚未签收'],
  claimed: ['已认领', '部门已认领，含推送即认领'],
  unclaimed: ['未认领', '须认领而尚未认领'],
  returned: ['退回', '部门退回，非其职责'],
  answered: ['已反馈', '部门已反馈'],
  unanswered: ['未反馈', '须反馈而尚未反馈'],
  overdue: ['逾期未办', '时限已过、至今仍欠'],
  onTime: ['按时', '各项时限全部按时完成'],
  late: ['曾逾期', '任一时限逾期，含后来补办的'],
  warned: ['预警', '时限将至时提醒过'],
  urged: ['催办', '催办过'],
  yellow: ['黄牌', '亮过黄牌'],
  red: ['红牌', '亮过红牌'],
  supportAsked: ['技术支撑', '发出的技术支撑请求'],
  supportOnTime: ['支撑按时', '技术支撑在完成时限内反馈结果'],
  supportLate: ['支撑逾期', '技术支撑超过完成时限'],
  documents: ['文件通知', '送达的文件、会议培训通知'],
  documentsRead: ['文件已阅', '已签收的文件、通知'],
  documentsUnread: ['文件未阅', '尚未签收的文件、通知'],
  commitmentUnchecked: ['承诺未核查', '告知承诺核查尚未反馈结果'],
  withoutCalendar: ['无官方日历', '因尚无官方日历而未定时限'],
};

export const figures: readonly Figure[] = figureNames.map((name) => ({
  name,
  title: said[name][0],
  meaning: said[name][1],
}));

/** The figure of that name or title; null when there is none. */
export function findFigure(text: string): Figure | null {
  return figures.find(({ name, title }) => name === text || title === text) ?? null;
}
